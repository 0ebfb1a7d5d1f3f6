package campaignflows.platform.expression.runtime;

import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code strftime} with the directives that Python documents, in English, as in the C locale. */
final class Strftime {
    static final List<String> DAYS =
            List.of("Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday");
    static final List<String> MONTHS = List.of(
            "January",
            "February",
            "March",
            "April",
            "May",
            "June",
            "July",
            "August",
            "September",
            "October",
            "November",
            "December");

    private static final int OF_DIRECTIVES = 16;

    private final LocalDateTime local;
    private final @Nullable PyDateTime moment;
    private final StringBuilder out = new StringBuilder();

    private Strftime(LocalDateTime local, @Nullable PyDateTime moment) {
        this.local = local;
        this.moment = moment;
    }

    /** @param moment for the directives of the zone; null for a date or a time, which have none */
    static String format(Evaluation run, String format, LocalDateTime local, @Nullable PyDateTime moment) {
        run.allocateText(8L * format.length());
        run.step(OF_DIRECTIVES + 2L * format.length());
        Strftime text = new Strftime(local, moment);
        text.append(format);
        return text.out.toString();
    }

    private void append(String format) {
        int i = 0;
        while (i < format.length()) {
            char c = format.charAt(i++);
            if (c != '%' || i >= format.length()) {
                out.append(c);
                continue;
            }
            boolean bare = format.charAt(i) == '-' && i + 1 < format.length();
            char directive = format.charAt(bare ? i + 1 : i);
            i += bare ? 2 : 1;
            int from = out.length();
            directive(directive, bare);
            if (bare && "dmHIMSjyUWV".indexOf(directive) >= 0) {
                while (from < out.length() - 1 && out.charAt(from) == '0') {
                    out.deleteCharAt(from);
                }
            }
        }
    }

    private void directive(char directive, boolean bare) {
        int weekday = local.getDayOfWeek().getValue() % 7;
        switch (directive) {
            case 'a' -> out.append(DAYS.get(weekday), 0, 3);
            case 'A' -> out.append(DAYS.get(weekday));
            case 'w' -> out.append(weekday);
            case 'u' -> out.append(local.getDayOfWeek().getValue());
            case 'd' -> number(local.getDayOfMonth(), 2);
            case 'e' -> out.append("%2d".formatted(local.getDayOfMonth()));
            case 'b', 'h' -> out.append(MONTHS.get(local.getMonthValue() - 1), 0, 3);
            case 'B' -> out.append(MONTHS.get(local.getMonthValue() - 1));
            case 'm' -> number(local.getMonthValue(), 2);
            case 'y' -> number(local.getYear() % 100, 2);
            case 'Y' -> out.append(local.getYear());
            case 'C' -> number(local.getYear() / 100, 2);
            case 'H' -> number(local.getHour(), 2);
            case 'I' -> number((local.getHour() + 11) % 12 + 1, 2);
            case 'p' -> out.append(local.getHour() < 12 ? "AM" : "PM");
            case 'M' -> number(local.getMinute(), 2);
            case 'S' -> number(local.getSecond(), 2);
            case 'f' -> number(local.getNano() / 1_000, 6);
            case 'j' -> number(local.getDayOfYear(), 3);
            case 'U' -> number((local.getDayOfYear() + 6 - weekday) / 7, 2);
            case 'W' -> number((local.getDayOfYear() + 6 - (weekday + 6) % 7) / 7, 2);
            case 'G' -> out.append(isoWeek(0));
            case 'V' -> number(isoWeek(1), 2);
            case 'c' -> append("%a %b %e %H:%M:%S %Y");
            case 'x', 'D' -> append("%m/%d/%y");
            case 'X', 'T' -> append("%H:%M:%S");
            case 'R' -> append("%H:%M");
            case 'F' -> append("%Y-%m-%d");
            case 'n' -> out.append('\n');
            case 't' -> out.append('\t');
            case 'z' -> out.append(moment == null || !moment.aware() ? "" : offset(moment.offset(), ""));
            case 'Z' -> out.append(moment == null || !moment.aware() ? "" : zoneName(moment));
            case '%' -> out.append('%');
            default -> out.append(bare ? "%-" : "%").append(directive);
        }
    }

    private int isoWeek(int part) {
        Object value = Dates.isoWeek(local.toLocalDate()).items().get(part);
        return Math.toIntExact((Long) value);
    }

    private void number(int value, int digits) {
        String text = Integer.toString(value);
        out.append("0".repeat(Math.max(0, digits - text.length()))).append(text);
    }

    /** With the seconds where there are some, as there were before standard time. */
    static String offset(ZoneOffset offset, String separator) {
        int seconds = Math.abs(offset.getTotalSeconds());
        String text = "%s%02d%s%02d"
                .formatted(offset.getTotalSeconds() < 0 ? "-" : "+", seconds / 3600, separator, seconds / 60 % 60);
        return seconds % 60 == 0 ? text : text + separator + "%02d".formatted(seconds % 60);
    }

    private static String zoneName(PyDateTime moment) {
        if (moment.zone().getId().equals("UTC") || moment.zone().equals(ZoneOffset.UTC)) {
            return "UTC";
        }
        throw PythonError.value("names of time zones are not supported: use %z instead of %Z");
    }
}
