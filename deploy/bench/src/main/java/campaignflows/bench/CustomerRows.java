package campaignflows.bench;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * The rows of the measured files: people as a lender's list holds them, eight columns, about one row in a thousand dirty.
 * The same seed, set and number make the same row; two sets have no person in common.
 */
public final class CustomerRows {
    static final String HEADER = "external_id,name,email,phone,city,due_date,amount,segment";
    private static final int ROWS_PER_DIRTY = 1_000;
    private static final LocalDate FIRST_DUE = LocalDate.of(2026, 1, 1);
    private static final String[] FIRST = {
        "Maria", "José", "Anna", "Liam", "Olga", "Chen", "Fatima", "Noah", "Zoë", "Ivan", "Aylin", "Jürgen", "Emma",
        "Raj", "Sofia", "Pedro", "Mia", "Omar", "Ines", "Yuki"
    };
    private static final String[] LAST = {
        "Müller",
        "Silva",
        "Ivanova",
        "Smith",
        "García",
        "Wang",
        "Haddad",
        "O'Brien",
        "Novák",
        "Rossi",
        "Yılmaz",
        "Kim",
        "Jensen",
        "Patel",
        "Dubois",
        "Kowalski",
        "Santos",
        "Ahmed",
        "Bauer",
        "Lopez Fernandez"
    };
    private static final String[] CITY = {
        "Lisbon", "São Paulo", "Berlin", "Istanbul", "\"Portland, OR\"", "Mumbai", "Praha", "Paris", "Madrid", "Nairobi"
    };
    public static final List<String> SEGMENTS = List.of("new", "regular", "vip", "at_risk");

    private final long seed;
    private final int set;
    private final LocalDate firstDue;

    CustomerRows(long seed, int set) {
        this(seed, set, FIRST_DUE);
    }

    /** @param firstDue the earliest of the due dates, which spread over 700 days */
    public CustomerRows(long seed, int set, LocalDate firstDue) {
        this.seed = seed;
        this.set = set;
        this.firstDue = firstDue;
    }

    /** Writes the first {@code rows} rows under a header. */
    public void write(Path file, int rows) throws IOException {
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            out.write(HEADER);
            out.write("\r\n");
            for (int i = 0; i < rows; i++) {
                out.write(row(i));
                out.write("\r\n");
            }
        }
    }

    /** The row with this number, from 0, as a line without its end. */
    String row(int number) {
        SplittableRandom random = new SplittableRandom(seed * 31 + set * 1_000_000_007L + number);
        String first = FIRST[random.nextInt(FIRST.length)];
        String last = LAST[random.nextInt(LAST.length)];
        String externalId = "C%d-%07d".formatted(set, number);
        String email =
                "%s.%s%d.%d@mail%d.example".formatted(ascii(first), ascii(last), set, number, random.nextInt(40));
        String phone = "+55119%02d%07d".formatted(set, number);
        String city = CITY[random.nextInt(CITY.length)];
        String due = firstDue.plusDays(random.nextInt(700)).toString();
        String amount = "%d.%02d".formatted(random.nextInt(100_000), random.nextInt(100));
        String segment = SEGMENTS.get(random.nextInt(SEGMENTS.size()));
        if (random.nextInt(ROWS_PER_DIRTY) == 0) {
            switch (random.nextInt(6)) {
                case 0 -> email = email.replace('@', ' ');
                case 1 -> phone = "n/a";
                case 2 -> due = "31.31.2026";
                case 3 -> amount = "1,000";
                case 4 -> segment = "unknown";
                default -> city = "Rio \"broken";
            }
        }
        if (amount.indexOf(',') >= 0) {
            amount = '"' + amount + '"';
        }
        return String.join(",", externalId, first + " " + last, email, phone, city, due, amount, segment);
    }

    private static String ascii(String name) {
        StringBuilder plain = new StringBuilder(name.length());
        for (char c : name.toLowerCase(Locale.ROOT).toCharArray()) {
            if (c >= 'a' && c <= 'z') {
                plain.append(c);
            }
        }
        return plain.toString();
    }
}
