package campaignflows.platform.expression.runtime;

import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** ISO 8601, as Python writes it and reads it since 3.11. */
final class IsoText {
    private static final Pattern DATE =
            Pattern.compile("([0-9]{4})(?:-([0-9]{2})-([0-9]{2})|([0-9]{2})([0-9]{2})|-?W([0-9]{2})(?:-?([0-9]))?)");
    private static final Pattern WEEK_DASHES = Pattern.compile("[0-9]{4}(?:-W[0-9]{2}(?:-[0-9])?|W[0-9]{2}[0-9]?)");
    private static final Pattern TIME =
            Pattern.compile("([0-9]{2})(?:(:?)([0-9]{2})(?:\\2([0-9]{2})(?:[.,]([0-9]+))?)?)?");
    private static final Pattern ZONE =
            Pattern.compile("(Z)|([+-])" + TIME.pattern().replace("\\2", "\\4"));

    private IsoText() {}

    static String of(LocalDate day) {
        return "%04d-%02d-%02d".formatted(day.getYear(), day.getMonthValue(), day.getDayOfMonth());
    }

    static String of(LocalTime time, String timespec) {
        String minutes = "%02d:%02d".formatted(time.getHour(), time.getMinute());
        String seconds = "%s:%02d".formatted(minutes, time.getSecond());
        int micros = time.getNano() / 1_000;
        return switch (timespec) {
            case "auto" -> micros == 0 ? seconds : "%s.%06d".formatted(seconds, micros);
            case "hours" -> minutes.substring(0, 2);
            case "minutes" -> minutes;
            case "seconds" -> seconds;
            case "milliseconds" -> "%s.%03d".formatted(seconds, micros / 1_000);
            case "microseconds" -> "%s.%06d".formatted(seconds, micros);
            default -> throw PythonError.value("Unknown timespec value");
        };
    }

    static String of(PyDateTime moment, String separator, String timespec) {
        String text =
                of(moment.local().toLocalDate()) + separator + of(moment.local().toLocalTime(), timespec);
        return moment.aware() ? text + Strftime.offset(moment.offset(), ":") : text;
    }

    static LocalDate date(String text) {
        LocalDate day = dateOrNull(text);
        if (day == null) {
            throw invalid(text);
        }
        return day;
    }

    private static PythonError invalid(String text) {
        return PythonError.value("Invalid isoformat string: " + Repr.text(text));
    }

    private static @Nullable LocalDate dateOrNull(String text) {
        Matcher date = DATE.matcher(text);
        if (!date.matches()) {
            return null;
        }
        int year = Integer.parseInt(date.group(1));
        if (date.group(6) != null) {
            if (!WEEK_DASHES.matcher(text).matches()) {
                return null;
            }
            long weekday = date.group(7) == null ? 1 : Long.parseLong(date.group(7));
            return Dates.ofIsoWeek(Arguments.of((long) year, Long.parseLong(date.group(6)), weekday));
        }
        String month = date.group(2) == null ? date.group(4) : date.group(2);
        String day = date.group(3) == null ? date.group(5) : date.group(3);
        return Dates.day(year, number(month), number(day));
    }

    private static int number(@Nullable String digits) {
        return digits == null ? 0 : Integer.parseInt(digits);
    }

    static LocalTime time(String text) {
        Matcher time = TIME.matcher(text.startsWith("T") ? text.substring(1) : text);
        if (!time.matches()) {
            throw invalid(text);
        }
        return time(time, 0);
    }

    private static LocalTime time(Matcher time, int offset) {
        return Dates.time(
                number(time.group(1 + offset)),
                number(time.group(3 + offset)),
                number(time.group(4 + offset)),
                micros(time.group(5 + offset)));
    }

    private static int micros(@Nullable String fraction) {
        return fraction == null ? 0 : Integer.parseInt((fraction + "000000").substring(0, 6));
    }

    /** {@code datetime.fromisoformat}: without an offset it is one without a zone. */
    static PyDateTime datetime(Evaluation run, String text) {
        int split = separator(text);
        if (split < 0) {
            LocalDate day = dateOrNull(text);
            if (day == null) {
                throw invalid(text);
            }
            return Dates.naive(run, day.atStartOfDay(), 0);
        }
        LocalDate day = dateOrNull(text.substring(0, split));
        String rest = text.substring(text.offsetByCodePoints(split, 1));
        int zoneAt = zoneAt(rest);
        Matcher time = TIME.matcher(rest.substring(0, zoneAt));
        if (day == null || !time.matches()) {
            throw invalid(text);
        }
        var local = day.atTime(time(time, 0));
        return zoneAt == rest.length()
                ? Dates.naive(run, local, 0)
                : new PyDateTime(local, 0, zone(text, rest.substring(zoneAt)), true);
    }

    /** Where the date ends; -1 if it is all there is. */
    private static int separator(String text) {
        for (int length : new int[] {10, 8, 7}) {
            if (length < text.length() && dateLike(text.substring(0, length)) && !dateLike(text)) {
                return length;
            }
        }
        return -1;
    }

    private static boolean dateLike(String text) {
        return DATE.matcher(text).matches();
    }

    private static int zoneAt(String rest) {
        for (int i = 0; i < rest.length(); i++) {
            if ("Z+-".indexOf(rest.charAt(i)) >= 0) {
                return i;
            }
        }
        return rest.length();
    }

    private static ZoneId zone(String text, String offset) {
        Matcher zone = ZONE.matcher(offset);
        if (!zone.matches()) {
            throw invalid(text);
        }
        if (zone.group(1) != null) {
            return ZoneOffset.UTC;
        }
        LocalTime time = time(zone, 2);
        if (time.getNano() != 0) {
            throw PythonError.value("offsets with fractions of a second are not supported");
        }
        int seconds = time.toSecondOfDay();
        if (seconds > 18 * 3600) {
            throw PythonError.value("offsets of more than 18 hours are not supported");
        }
        return ZoneOffset.ofTotalSeconds(zone.group(2).equals("-") ? -seconds : seconds);
    }

    /** The day of a number that Python counts from the year 1. */
    static LocalDate ofOrdinal(Object value) {
        int number = Dates.whole(value);
        if (number <= 0) {
            throw PythonError.value("ordinal must be >= 1");
        }
        long day = number + Dates.ORDINAL;
        if (day > Dates.LAST.toEpochDay()) {
            throw PythonError.value("year %d is out of range"
                    .formatted(LocalDate.ofEpochDay(day).getYear()));
        }
        return LocalDate.ofEpochDay(day);
    }
}
