package campaignflows.platform.expression.runtime;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code "%s of %d" % (a, b)}. */
final class PercentFormat {
    private static final Pattern DIRECTIVE = Pattern.compile(
            "%(?:\\(([^)]*)\\))?([-+ #0]*)(\\*|[0-9]{1,5})?(?:\\.(\\*|[0-9]{1,5}|))?[hlL]?(.)?", Pattern.DOTALL);

    private final Evaluation run;
    private final Object given;
    private final List<Object> values;
    private int next;

    private PercentFormat(Evaluation run, Object given) {
        this.run = run;
        this.given = given;
        this.values = given instanceof PyTuple tuple ? tuple.items() : List.of(given);
    }

    static String format(Evaluation run, String format, Object given) {
        return run.made(new PercentFormat(run, given).filled(format));
    }

    private String filled(String format) {
        StringBuilder out = new StringBuilder();
        Matcher directive = DIRECTIVE.matcher(format);
        int from = 0;
        boolean named = false;
        while (directive.find(from)) {
            out.append(format, from, directive.start());
            from = directive.end();
            if (directive.group(5) == null) {
                throw PythonError.value("incomplete format");
            }
            named |= directive.group(1) != null;
            out.append(directive.group(5).equals("%") ? "%" : one(directive));
            if (out.length() > Evaluation.MAX_LENGTH) {
                run.allocateText(out.length());
            }
        }
        if (!named && next < values.size() && !(given instanceof PyDict) && !(given instanceof PyList && next == 0)) {
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
        String name = directive.group(1);
        if (name != null && !(given instanceof PyDict)) {
            throw PythonError.type("format requires a mapping");
        }
        String flags = directive.group(2);
        if ("*".equals(directive.group(3)) || "*".equals(directive.group(4))) {
            throw PythonError.value("a width or precision of * is not supported: use an f-string");
        }
        int width = directive.group(3) == null ? 0 : Integer.parseInt(directive.group(3));
        String precision = directive.group(4);
        int places = precision == null ? -1 : precision.isEmpty() ? 0 : Integer.parseInt(precision);
        Object value = name == null ? next() : Sequences.item(run, given, name);
        char type = directive.group(5).charAt(0);
        boolean left = flags.indexOf('-') >= 0;
        boolean zeros = flags.indexOf('0') >= 0 && !left;
        char sign = flags.indexOf('+') >= 0 ? '+' : flags.indexOf(' ') >= 0 ? ' ' : 0;
        boolean alternate = flags.indexOf('#') >= 0;
        boolean number = "diuoxXeEfFgG".indexOf(type) >= 0;
        FormatSpec spec = new FormatSpec(
                number && zeros ? "0" : " ",
                number && zeros ? '=' : left ? '<' : '>',
                number ? sign : 0,
                false,
                number && alternate,
                false,
                width,
                (char) 0,
                "diuoxX".indexOf(type) >= 0 ? -1 : places,
                type == 'i' || type == 'u' ? 'd' : number ? type : 's');
        return switch (type) {
            case 's' -> Formatting.specified(run, Repr.str(run, value), spec);
            case 'r' -> Formatting.specified(run, Repr.of(run, value), spec);
            case 'a' -> Formatting.specified(run, Repr.ascii(run, value), spec);
            case 'd', 'i', 'u', 'o', 'x', 'X' -> {
                if (places >= 0) {
                    throw PythonError.value("a precision of a whole number is not supported: use an f-string");
                }
                yield Formatting.specified(run, whole(value, type), spec);
            }
            case 'e', 'E', 'f', 'F', 'g', 'G' ->
                Formatting.specified(run, NumberBuiltins.toFloat(value, "must be real number, not %s"), spec);
            default -> throw PythonError.value("unsupported format character '%s'".formatted(directive.group(5)));
        };
    }

    private Object whole(Object value, char type) {
        if (Whole.is(value)) {
            return Whole.number(value);
        }
        boolean real = value instanceof PyFloat || value instanceof PyDecimal;
        if (real && "diu".indexOf(type) >= 0) {
            return NumberBuiltins.toInt(run, value);
        }
        throw PythonError.type("%%%s format: %s is required, not %s"
                .formatted(type, "diu".indexOf(type) >= 0 ? "a real number" : "an integer", Types.name(value)));
    }
}
