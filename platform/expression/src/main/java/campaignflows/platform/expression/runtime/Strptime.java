package campaignflows.platform.expression.runtime;

import java.math.BigInteger;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * {@code datetime.strptime} as CPython's _strptime.py does it, in English, for the directives of calendar dates, times and
 * offsets. Each may be there once, so that matching cannot try more than a few ways.
 */
final class Strptime {
    /** A longer one is no format, and its pattern would take more stack than there is. */
    private static final int LONGEST_FORMAT = 1_000;

    private static final String SPACE =
            "[\\s\\u001c-\\u001f\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]";
    private static final Map<Character, String> DIRECTIVES = Map.ofEntries(
            Map.entry('d', "3[0-1]|[1-2]\\p{Nd}|0[1-9]|[1-9]| [1-9]"),
            Map.entry('f', "[0-9]{1,6}"),
            Map.entry('H', "2[0-3]|[0-1]\\p{Nd}|\\p{Nd}"),
            Map.entry('I', "1[0-2]|0[1-9]|[1-9]"),
            Map.entry('j', "36[0-6]|3[0-5]\\p{Nd}|[1-2]\\p{Nd}\\p{Nd}|0[1-9]\\p{Nd}|00[1-9]|[1-9]\\p{Nd}|0[1-9]|[1-9]"),
            Map.entry('m', "1[0-2]|0[1-9]|[1-9]"),
            Map.entry('M', "[0-5]\\p{Nd}|\\p{Nd}"),
            Map.entry('S', "6[0-1]|[0-5]\\p{Nd}|\\p{Nd}"),
            Map.entry('y', "\\p{Nd}\\p{Nd}"),
            Map.entry('Y', "\\p{Nd}{4}"),
            Map.entry('z', "[+-]\\p{Nd}\\p{Nd}:?[0-5]\\p{Nd}(?::?[0-5]\\p{Nd})?|(?-i:Z)"),
            Map.entry('p', "am|pm"),
            Map.entry('a', names(Strftime.DAYS, 3)),
            Map.entry('A', names(Strftime.DAYS, Integer.MAX_VALUE)),
            Map.entry('b', names(Strftime.MONTHS, 3)),
            Map.entry('B', names(Strftime.MONTHS, Integer.MAX_VALUE)));
    private static final String UNSUPPORTED = "GUVWZcuwxX";
    private static final int LAST_OF_2000 = 68;
    private static final int DEFAULT_YEAR = 1_900;

    private final String text;
    private final Map<Character, String> found = new TreeMap<>();

    private Strptime(String text) {
        this.text = text;
    }

    private static String names(List<String> names, int letters) {
        return String.join(
                "|",
                names.stream()
                        .map(name -> name.substring(0, Math.min(letters, name.length())))
                        .toList());
    }

    static PyDateTime parse(Evaluation run, Arguments arguments) {
        arguments.count("strptime", 2, 2);
        for (int i = 0; i < 2; i++) {
            if (!(arguments.get(i) instanceof String)) {
                throw PythonError.type("strptime() argument %d must be str, not %s"
                        .formatted(i + 1, Arguments.typeOf(arguments.get(i))));
            }
        }
        String text = (String) arguments.get(0);
        String format = (String) arguments.get(1);
        if (format.length() > LONGEST_FORMAT) {
            throw PythonError.value("a format of strptime may have %d characters at most".formatted(LONGEST_FORMAT));
        }
        run.allocateText(16L * format.length() + text.length());
        run.step(200 + text.length() + 16 * format.length());
        return new Strptime(text).parsed(run, format);
    }

    private PyDateTime parsed(Evaluation run, String format) {
        StringBuilder groups = new StringBuilder();
        Pattern pattern = Pattern.compile(regex(format, groups), Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
        Matcher matcher = pattern.matcher(text);
        if (!matcher.lookingAt()) {
            throw PythonError.value(
                    "time data %s does not match format %s".formatted(Repr.of(run, text), Repr.of(run, format)));
        }
        if (matcher.end() < text.length()) {
            throw PythonError.value("unconverted data remains: " + text.substring(matcher.end()));
        }
        for (int i = 0; i < groups.length(); i++) {
            found.put(groups.charAt(i), matcher.group(i + 1));
        }
        LocalTime time = Dates.time(hour(), number('M', 0), number('S', 0), micros());
        return moment(run, day(), time);
    }

    private static String regex(String format, StringBuilder groups) {
        StringBuilder regex = new StringBuilder();
        int i = 0;
        while (i < format.length()) {
            int c = format.codePointAt(i);
            i += Character.charCount(c);
            if (Characters.isSpace(c)) {
                while (i < format.length() && Characters.isSpace(format.codePointAt(i))) {
                    i += Character.charCount(format.codePointAt(i));
                }
                regex.append(SPACE).append('+');
            } else if (c != '%') {
                regex.append(Pattern.quote(Character.toString(c)));
            } else if (i >= format.length()) {
                throw PythonError.value("stray %% in format '%s'".formatted(format));
            } else {
                int directive = format.codePointAt(i);
                i += Character.charCount(directive);
                regex.append(directive == '%' ? "%" : group(directive, format, groups));
            }
        }
        return regex.toString();
    }

    private static String group(int directive, String format, StringBuilder groups) {
        String shown = Character.toString(directive);
        String form = Character.isBmpCodePoint(directive) ? DIRECTIVES.get((char) directive) : null;
        if (form == null) {
            throw PythonError.value(
                    UNSUPPORTED.contains(shown)
                            ? "the directive %%%s is not supported in strptime".formatted(shown)
                            : "'%s' is a bad directive in format '%s'".formatted(shown, format));
        }
        if (groups.indexOf(shown) >= 0) {
            throw PythonError.value("the directive %%%s is in the format twice".formatted(shown));
        }
        groups.append(shown);
        return "(" + form + ")";
    }

    private int number(char directive, int otherwise) {
        String digits = found.get(directive);
        return digits == null ? otherwise : new BigInteger(NumberBuiltins.plainDigits(digits)).intValueExact();
    }

    private int hour() {
        if (!found.containsKey('I')) {
            return number('H', 0);
        }
        int hour = number('I', 0) % 12;
        return "pm".equalsIgnoreCase(found.get('p')) ? hour + 12 : hour;
    }

    private int micros() {
        String fraction = found.get('f');
        return fraction == null ? 0 : Integer.parseInt((fraction + "00000").substring(0, 6));
    }

    private LocalDate day() {
        int year = number('Y', DEFAULT_YEAR);
        if (found.containsKey('y')) {
            int short2 = number('y', 0);
            year = short2 <= LAST_OF_2000 ? 2_000 + short2 : DEFAULT_YEAR + short2;
        }
        if (found.containsKey('j')) {
            return Dates.ofEpochDay(Dates.day(year, 1, 1).toEpochDay() + number('j', 1) - 1);
        }
        int month = number('m', 1);
        month = found.containsKey('b') ? 1 + index(Strftime.MONTHS, found.get('b')) : month;
        month = found.containsKey('B') ? 1 + index(Strftime.MONTHS, found.get('B')) : month;
        return Dates.day(year, month, number('d', 1));
    }

    private static int index(List<String> names, @Nullable String beginning) {
        String small = String.valueOf(beginning).toLowerCase(Locale.ROOT);
        for (int i = 0; i < names.size(); i++) {
            if (names.get(i).toLowerCase(Locale.ROOT).startsWith(small)) {
                return i;
            }
        }
        throw new IllegalArgumentException("Expected a name of the calendar, but it is " + beginning);
    }

    private PyDateTime moment(Evaluation run, LocalDate day, LocalTime time) {
        String offset = found.get('z');
        if (offset == null) {
            return Dates.naive(run, day.atTime(time), 0);
        }
        return new PyDateTime(day.atTime(time), 0, zone(NumberBuiltins.plainDigits(offset)), true);
    }

    private static ZoneOffset zone(String offset) {
        if (offset.equals("Z")) {
            return ZoneOffset.UTC;
        }
        String digits = offset.substring(1).replace(":", "");
        int seconds = Integer.parseInt(digits.substring(0, 2)) * 3_600
                + Integer.parseInt(digits.substring(2, 4)) * 60
                + (digits.length() > 4 ? Integer.parseInt(digits.substring(4)) : 0);
        if (seconds > 18 * 3_600) {
            throw PythonError.value("offsets of more than 18 hours are not supported");
        }
        return ZoneOffset.ofTotalSeconds(offset.startsWith("-") ? -seconds : seconds);
    }
}
