package campaignflows.participant.scale;

import campaignflows.participant.profile.Folding;
import campaignflows.participant.profile.Grams;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * Many people in a database with this service's tables: one campaign with all of a tenant's, one with every hundredth of
 * them, one of another tenant. Written with COPY; the indexes are taken away before and made again after it.
 */
public final class ScaleData {
    public static final UUID TENANT = new UUID(0x0190_0000_0000_7000L, 0x8000_0000_0000_0001L);
    public static final UUID OTHER_TENANT = new UUID(0x0190_0000_0000_7000L, 0x8000_0000_0000_0002L);
    public static final UUID LARGE = new UUID(0x0190_0000_0000_7000L, 0x8000_0000_0000_0011L);
    public static final UUID SMALL = new UUID(0x0190_0000_0000_7000L, 0x8000_0000_0000_0012L);
    public static final UUID OTHER = new UUID(0x0190_0000_0000_7000L, 0x8000_0000_0000_0013L);
    /** Of the first million participants of the large campaign, and of a thousand of them. */
    public static final UUID BIG_UPLOAD = new UUID(0x0190_0000_0000_7000L, 0x8000_0000_0000_0021L);

    public static final UUID SMALL_UPLOAD = new UUID(0x0190_0000_0000_7000L, 0x8000_0000_0000_0022L);

    public static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private static final String[] FIRST =
            ("Anna Berta Carla David Elias Fatma Georg Helene Ivan Jana Karim Lena Marek Nina Oleg Paula Quentin Rosa Sofia"
                            + " Tomás Ulrike Viktor Wanda Xaver Yasmin Zoë Andrés Björn Chloé Đorđe")
                    .split(" ");
    private static final String[] HEAD =
            "Schm Mei Wag Beck Hof Schul Koch Rich Kle Wolf Neu Zim Brau Krü Hart Lang Wer Leh Köh Her Iwan Now Kowal Mül"
                    .split(" ");
    private static final String[] MIDDLE = " er in el an ow is ar ob ut em".split(" ", -1);
    private static final String[] TAIL =
            "idt er mann ner ze ter gang bach arz mer ger wig stein feld berg ski ová ez sen dorf haus hold lich off"
                    .split(" ");
    private static final String[] DOMAINS = {"gmail.com", "example.org", "mail.example.com", "web.example.net"};

    private final Connection connection;
    private final Random random = new Random(7);
    private final StringBuilder line = new StringBuilder();

    ScaleData(Connection connection) {
        this.connection = connection;
    }

    private record Person(UUID id, String name, String email, String phone, String externalId) {
        String nameKey() {
            return Folding.key(name);
        }
    }

    void make(int people) throws SQLException, IOException {
        List<String> indexes = dropIndexes();
        copyCustomers(TENANT, 1, people);
        copyCustomers(OTHER_TENANT, 2, people / 20);
        copyParticipants(TENANT, LARGE, 1, people, 1);
        copyParticipants(TENANT, SMALL, 1, people, 100);
        copyParticipants(OTHER_TENANT, OTHER, 2, people / 20, 1);
        execute("insert into participant_uploads select '" + BIG_UPLOAD + "', id from (select id from participants"
                + " where campaign_id = '" + LARGE + "' limit " + people / 10 + ") as first");
        execute("insert into participant_uploads select '" + SMALL_UPLOAD + "', participant_id from participant_uploads"
                + " tablesample bernoulli (0.1) repeatable (7)");
        execute("set maintenance_work_mem = '1GB'");
        for (String index : indexes) {
            long start = System.nanoTime();
            execute(index);
            System.out.printf("%d s: %s%n", TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start), index);
        }
        execute("vacuum analyze");
        execute("checkpoint");
    }

    private List<String> dropIndexes() throws SQLException {
        List<String> definitions = new ArrayList<>();
        List<String> drops = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("""
                        select indexdef, indexname from pg_indexes
                         where tablename in ('customers', 'participants', 'participant_progress', 'participant_uploads')
                           and not exists (select from pg_constraint where conname = indexname)
                        """)) {
            while (rows.next()) {
                definitions.add(rows.getString(1));
                drops.add("drop index " + rows.getString(2));
            }
        }
        for (String drop : drops) {
            execute(drop);
        }
        return definitions;
    }

    /** The same person for the same number, whenever it is asked for. */
    private Person person(int series, int number) {
        random.setSeed(number * 31L + series);
        String first = pick(FIRST);
        String last = pick(HEAD) + pick(MIDDLE) + pick(TAIL);
        int kind = random.nextInt(100);
        String domain = kind < 95 ? DOMAINS[kind % 4] : "firma" + random.nextInt(20_000) + ".example.de";
        String email = Folding.fold(first).charAt(0) + "." + Folding.fold(last).replaceAll("[^a-z]", "") + number + "@"
                + domain;
        String phone = "49" + (150 + number % 30) + (100_000_000L + number * 7_919L % 100_000_007L);
        return new Person(id(series, 1, number), first + " " + last, email, phone, "C-" + (10_000_000 + number));
    }

    private String pick(String[] of) {
        return of[random.nextInt(of.length)];
    }

    /** A participant every second or so; of the same time when asked for again. */
    private static UUID id(int series, int kind, int number) {
        long millis = START.toEpochMilli() + number * 1_000L;
        return new UUID(millis << 16 | 0x7000L | kind, 0x8000_0000_0000_0000L | (long) series << 40 | number);
    }

    private void copyCustomers(UUID tenant, int series, int count) throws SQLException, IOException {
        copy(
                "customers (id, tenant_id, external_id, email, email_key, phone, name, created_at, updated_at, name_key,"
                        + " search_text, search_grams)",
                count,
                1,
                number -> {
                    Person person = person(series, number);
                    String search = person.nameKey()
                            + '\n'
                            + person.email()
                            + '\n'
                            + person.phone()
                            + '\n'
                            + Folding.key(person.externalId());
                    cell(person.id())
                            .cell(tenant)
                            .cell(person.externalId())
                            .cell(person.email())
                            .cell(person.email());
                    cell(person.phone())
                            .cell(person.name())
                            .cell(START)
                            .cell(START)
                            .cell(person.nameKey());
                    cell(search.replace("\n", "\\n")).grams(Grams.of(tenant, search));
                });
    }

    private void copyParticipants(UUID tenant, UUID campaign, int series, int count, int step)
            throws SQLException, IOException {
        int kind = 1 + (int) campaign.getLeastSignificantBits() % 16;
        copy(
                "participants (id, tenant_id, campaign_id, customer_id, created_at, updated_at, name_key, email_key, phone_key,"
                        + " external_id_key, communications_count, open_communications)",
                count,
                step,
                number -> {
                    Person person = person(series, number);
                    int communications = communications(number);
                    cell(id(series, kind, number)).cell(tenant).cell(campaign).cell(person.id());
                    cell(START.plusSeconds(number))
                            .cell(START.plusSeconds(number))
                            .cell(person.nameKey())
                            .cell(person.email());
                    cell(person.phone())
                            .cell(Folding.key(person.externalId()))
                            .cell(communications)
                            .cell(open(number));
                });
        copy(
                "participant_progress (participant_id, campaign_id, status, communications_count)",
                count,
                step,
                number -> {
                    int communications = communications(number);
                    cell(id(series, kind, number)).cell(campaign);
                    cell(communications == 0 ? 0 : open(number) > 0 ? 1 : 2).cell(communications);
                });
    }

    /** Four of ten have had none; one of a thousand of the others has an open one. */
    private static int communications(int number) {
        int kind = Math.floorMod(number * 0x9E37_79B1, 10);
        return kind < 4 ? 0 : kind - 3;
    }

    private static int open(int number) {
        return communications(number) > 0 && number % 1_000 == 7 ? 1 : 0;
    }

    private interface Row {
        void write(int number);
    }

    private void copy(String into, int count, int step, Row row) throws SQLException, IOException {
        long start = System.nanoTime();
        CopyIn copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn("copy " + into + " from stdin");
        StringBuilder block = new StringBuilder();
        for (int number = 0; number < count; number += step) {
            line.setLength(0);
            row.write(number);
            line.setCharAt(line.length() - 1, '\n');
            block.append(line);
            if (block.length() > 1_000_000) {
                send(copy, block);
            }
        }
        send(copy, block);
        copy.endCopy();
        System.out.printf(
                "%d s: %d rows of %s%n", TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start), count / step, into);
    }

    private static void send(CopyIn copy, StringBuilder block) throws SQLException {
        byte[] bytes = block.toString().getBytes(StandardCharsets.UTF_8);
        copy.writeToCopy(bytes, 0, bytes.length);
        block.setLength(0);
    }

    private ScaleData cell(Object value) {
        line.append(value).append('\t');
        return this;
    }

    private void grams(int[] grams) {
        line.append('{');
        for (int gram : grams) {
            line.append(gram).append(',');
        }
        line.setCharAt(line.length() - 1, '}');
        line.append('\t');
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
