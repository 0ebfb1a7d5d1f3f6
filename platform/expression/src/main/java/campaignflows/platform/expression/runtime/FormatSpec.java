package campaignflows.platform.expression.runtime;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What stands after the colon in {@code f"{value:>10.2f}"}.
 *
 * @param fill      one character
 * @param align     one of {@code <>=^}, or 0 for the type's own
 * @param sign      one of {@code +- }, or 0
 * @param grouping  {@code ,} or {@code _}, or 0
 * @param precision -1 if not given
 * @param type      a letter or %, or 0
 */
record FormatSpec(
        String fill,
        char align,
        char sign,
        boolean noMinusZero,
        boolean alternate,
        boolean zeros,
        int width,
        char grouping,
        int precision,
        char type) {
    private static final Pattern FORM = Pattern.compile(
            "(?:(.)?([<>=^]))?([-+ ])?(z)?(#)?(0)?([0-9]+)?([,_])?(?:\\.([0-9]+))?(.)?", Pattern.DOTALL);
    private static final int MAX_WIDTH = 100_000;

    static FormatSpec of(String text, Object value) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw PythonError.value(
                    "Invalid format specifier '%s' for object of type '%s'".formatted(text, Types.name(value)));
        }
        String code = form.group(10);
        if (code != null && (code.codePointAt(0) <= ' ' || code.codePointAt(0) >= 128)) {
            throw PythonError.value("Unknown format code '\\x%x' for object of type '%s'"
                    .formatted(code.codePointAt(0), Types.name(value)));
        }
        checkGrouping(letter(form.group(8)), letter(form.group(10)), value);
        boolean zeros = form.group(6) != null;
        boolean aligned = form.group(2) != null;
        return new FormatSpec(
                form.group(1) != null ? form.group(1) : zeros ? "0" : " ",
                aligned ? form.group(2).charAt(0) : 0,
                letter(form.group(3)),
                form.group(4) != null,
                form.group(5) != null,
                zeros,
                number(form.group(7), 0),
                letter(form.group(8)),
                number(form.group(9), -1),
                letter(form.group(10)));
    }

    private static void checkGrouping(char grouping, char type, Object value) {
        String allowed = grouping == '_' ? "deEfFgG%boxX" : "deEfFgG%";
        if (grouping != 0 && type == 0 && value instanceof String) {
            throw PythonError.value("Cannot specify '%s' with 's'.".formatted(grouping));
        }
        if (grouping != 0 && type != 0 && allowed.indexOf(type) < 0 && !(value instanceof PyDecimal)) {
            throw PythonError.value("Cannot specify '%s' with '%s'.".formatted(grouping, type));
        }
    }

    private static char letter(@Nullable String group) {
        return group == null ? 0 : group.charAt(0);
    }

    private static int number(@Nullable String digits, int otherwise) {
        if (digits == null) {
            return otherwise;
        }
        if (digits.length() > 6 || Integer.parseInt(digits) > MAX_WIDTH) {
            throw PythonError.value("Too many decimal digits in format string");
        }
        return Integer.parseInt(digits);
    }

    PythonError unknown(Object value) {
        return PythonError.value("Unknown format code '%s' for object of type '%s'".formatted(type, Types.name(value)));
    }

    /** A text in its width. */
    String pad(Evaluation run, String text, char usual) {
        run.allocateText((long) text.length() + width);
        int missing = width - Characters.count(text);
        if (missing <= 0) {
            return text;
        }
        return switch (align == 0 ? usual : align) {
            case '<' -> text + fill.repeat(missing);
            case '^' -> fill.repeat(missing / 2) + text + fill.repeat(missing - missing / 2);
            default -> fill.repeat(missing) + text;
        };
    }

    /**
     * A number in its width, with sign and groups.
     *
     * @param prefix such as 0x
     * @param whole  the digits before the point
     * @param rest   the point and all that follows
     */
    String number(Evaluation run, boolean negative, String prefix, String whole, String rest) {
        String signed = negative ? "-" : sign == '+' ? "+" : sign == ' ' ? " " : "";
        char place = align == 0 ? (zeros ? '=' : '>') : align;
        int room = width - signed.length() - prefix.length() - Characters.count(rest);
        run.allocateText(2L * whole.length() + rest.length() + width);
        int least = place == '=' && fill.equals("0") ? room : 0;
        String digits = grouping == 0 ? whole : grouped(whole, least);
        String body = digits + rest;
        if (place == '=') {
            int missing = width - signed.length() - prefix.length() - Characters.count(body);
            return signed + prefix + fill.repeat(Math.max(0, missing)) + body;
        }
        return pad(run, signed + prefix + body, '>');
    }

    /** With separators, and leading zeros up to a width; it never begins with a separator. */
    private String grouped(String digits, int least) {
        int size = "bBoOxX".indexOf(type) >= 0 && type != 0 ? 4 : 3;
        StringBuilder out = new StringBuilder();
        int left = digits.length();
        int count = 0;
        while (left > 0 || out.length() < least) {
            if (count > 0 && count % size == 0) {
                out.append(grouping);
            }
            out.append(left > 0 ? digits.charAt(--left) : '0');
            count++;
        }
        return out.reverse().toString();
    }
}
