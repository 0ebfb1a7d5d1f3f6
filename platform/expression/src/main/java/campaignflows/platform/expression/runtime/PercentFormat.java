package campaignflows.platform.expression.runtime;

import java.math.BigInteger;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** {@code "%s of %d" % (a, b)}. */
final class PercentFormat {
    private static final Pattern DIRECTIVE = Pattern.compile(
            "%(?:\\(([^)]*)\\))?([-+ #0]*)(\\*|[0-9]{1,5})?(?:\\.(\\*|[0-9]{1,5}|))?[hlL]?(.)?", Pattern.DOTALL);
    private static final int PRINTABLE = 31;
    private static final int LAST_PRINTABLE = 125;

    private static final int OF_DIRECTIVE = 16;

    private final Evaluation run;
    private final String format;
    private final Object given;
    private List<Object> values;
    private int next;

    private PercentFormat(Evaluation run, String format, Object given) {
        this.run = run;
        this.format = format;
        this.given = given;
        this.values = given instanceof PyTuple tuple ? tuple.items() : List.of(given);
    }

    static String format(Evaluation run, String format, Object given) {
        return run.made(new PercentFormat(run, format, given).filled());
    }

    private String filled() {
        StringBuilder out = new StringBuilder();
        Matcher directive = DIRECTIVE.matcher(format);
        int from = 0;
        while (directive.find(from)) {
            run.step(OF_DIRECTIVE + (directive.end() - from >> 3));
            out.append(format, from, directive.start());
            from = directive.end();
            out.append(directive.group().equals("%%") ? "%" : one(directive));
            if (out.length() > Evaluation.MAX_LENGTH) {
                run.allocateText(out.length());
            }
        }
        boolean mapping = given instanceof PyDict || given instanceof PyList || given instanceof PyRange;
        if (next < values.size() && !mapping) {
            throw PythonError.type("not all arguments converted during string formatting");
        }
        return out.append(format, from, format.length()).toString();
    }

    private Object next() {
        if (next >= values.size()) {
            throw PythonError.type("not enough arguments for format string");
        }
        return values.get(next++);
    }

    private String one(Matcher directive) {
        if (directive.group(5) == null) {
            throw PythonError.value("incomplete format");
        }
        if (directive.group(1) != null) {
            look(directive.group(1));
        }
        int width = number(directive.group(3), 0);
        String flags = directive.group(2) + (width < 0 ? "-" : "");
        int places = "*".equals(directive.group(4))
                ? Math.max(0, number("*", 0))
                : directive.group(4) == null ? -1 : number("0" + directive.group(4), 0);
        if (directive.group(5).equals("(")) {
            throw PythonError.value("incomplete format key");
        }
        Object value = next();
        char type = directive.group(5).charAt(0);
        FormatSpec spec = spec(type, flags, Math.abs(width), places);
        return switch (type) {
            case 's' -> Formatting.specified(run, Repr.str(run, value), spec);
            case 'r' -> Formatting.specified(run, Repr.of(run, value), spec);
            case 'a' -> Formatting.specified(run, Repr.ascii(run, value), spec);
            case 'c' -> spec.pad(run, character(value), '>');
            case 'd', 'i', 'u', 'o', 'x', 'X' -> whole(PyInt.big(whole(value, type)), type, spec, places);
            case 'e', 'E', 'f', 'F', 'g', 'G' ->
                Formatting.specified(run, NumberBuiltins.toFloat(value, "must be real number, not %s"), spec);
            default -> throw unsupported(directive.start(5));
        };
    }

    /** A directive with a name has the value of that name, and no other. */
    private void look(String name) {
        if (given instanceof PyTuple || given instanceof String || !(Sequences.is(given) || given instanceof PyDict)) {
            throw PythonError.type("format requires a mapping");
        }
        values = List.of(Sequences.item(run, given, name));
        next = 0;
    }

    private int number(@Nullable String digits, int otherwise) {
        if (!"*".equals(digits)) {
            return digits == null ? otherwise : Integer.parseInt(digits);
        }
        Object value = next();
        if (!PyInt.is(value)) {
            throw PythonError.type("* wants int");
        }
        int number = Dates.whole(value);
        run.allocateText(Math.abs((long) number));
        return number;
    }

    private static FormatSpec spec(char type, String flags, int width, int places) {
        boolean left = flags.indexOf('-') >= 0;
        boolean zeros = flags.indexOf('0') >= 0 && !left;
        char sign = flags.indexOf('+') >= 0 ? '+' : flags.indexOf(' ') >= 0 ? ' ' : 0;
        boolean number = "diuoxXeEfFgG".indexOf(type) >= 0;
        return new FormatSpec(
                number && zeros ? "0" : " ",
                number && zeros ? '=' : left ? '<' : '>',
                number ? sign : 0,
                false,
                number && flags.indexOf('#') >= 0,
                false,
                width,
                (char) 0,
                "diuoxX".indexOf(type) >= 0 ? -1 : places,
                type == 'i' || type == 'u' ? 'd' : number ? type : 's');
    }

    /** The precision of a whole number is how many digits it has at least. */
    private String whole(BigInteger number, char type, FormatSpec spec, int places) {
        int radix = type == 'o' ? 8 : type == 'x' || type == 'X' ? 16 : 10;
        String digits = radix == 10 ? Repr.digits(number.abs()) : PyInt.digits(number.abs(), radix);
        run.allocateText(Math.max(0, places));
        String full = "0".repeat(Math.max(0, places - digits.length())) + digits;
        String prefix = spec.alternate() && radix != 10 ? "0" + type : "";
        return spec.number(run, number.signum() < 0, prefix, type == 'X' ? full.toUpperCase(Locale.ROOT) : full, "");
    }

    private Object whole(Object value, char type) {
        if (PyInt.is(value)) {
            return PyInt.number(value);
        }
        boolean real = value instanceof PyFloat || value instanceof PyDecimal;
        if (real && "diu".indexOf(type) >= 0) {
            return NumberBuiltins.toInt(run, value);
        }
        throw PythonError.type("%%%s format: %s is required, not %s"
                .formatted(type, "diu".indexOf(type) >= 0 ? "a real number" : "an integer", Types.name(value)));
    }

    private static String character(Object value) {
        if (PyInt.is(value)) {
            return Formatting.character(PyInt.big(value));
        }
        if (value instanceof String text && Characters.count(text) == 1) {
            return text;
        }
        throw PythonError.type("%c requires int or char");
    }

    private PythonError unsupported(int at) {
        int character = format.codePointAt(at);
        boolean shown = character >= PRINTABLE && character <= LAST_PRINTABLE;
        return PythonError.value("unsupported format character '%s' (0x%x) at index %d"
                .formatted(shown ? Character.toString(character) : "?", character, format.codePointCount(0, at)));
    }
}
