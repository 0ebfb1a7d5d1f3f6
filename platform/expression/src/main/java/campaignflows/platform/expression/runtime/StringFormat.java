package campaignflows.platform.expression.runtime;

import org.jspecify.annotations.Nullable;

/** {@code str.format}: numbered, automatic and named fields with indexes, attributes, conversions and specifications. */
final class StringFormat {
    private static final int OF_FIELD = 8;

    private final Evaluation run;
    private final Arguments arguments;
    private int automatic;
    private boolean numbered;

    private StringFormat(Evaluation run, Arguments arguments) {
        this.run = run;
        this.arguments = arguments;
    }

    static String format(Evaluation run, String text, Arguments arguments) {
        return run.made(new StringFormat(run, arguments).text(text, 2));
    }

    private String text(String text, int depth) {
        if (depth < 0) {
            throw PythonError.value("Max string recursion exceeded");
        }
        StringBuilder out = new StringBuilder();
        int i = 0;
        while (i < text.length()) {
            char c = text.charAt(i++);
            boolean doubled = i < text.length() && text.charAt(i) == c;
            if ((c == '{' || c == '}') && doubled) {
                out.append(c);
                i++;
            } else if (c == '}') {
                throw PythonError.value("Single '}' encountered in format string");
            } else if (c == '{') {
                int close = close(text, i);
                out.append(field(text.substring(i, close), depth));
                i = close + 1;
                if (out.length() > Evaluation.MAX_LENGTH) {
                    run.allocateText(out.length());
                }
            } else {
                out.append(c);
            }
        }
        return out.toString();
    }

    private static int close(String text, int from) {
        int open = 1;
        for (int i = from; i < text.length(); i++) {
            open += text.charAt(i) == '{' ? 1 : text.charAt(i) == '}' ? -1 : 0;
            if (open == 0) {
                return i;
            }
        }
        throw PythonError.value(
                from >= text.length()
                        ? "Single '{' encountered in format string"
                        : "expected '}' before end of string");
    }

    private String field(String field, int depth) {
        run.step(OF_FIELD + (field.length() >> 3));
        int end = nameEnd(field);
        String name = field.substring(0, end);
        String rest = field.substring(end);
        Object value = value(name);
        if (rest.startsWith("!")) {
            if (rest.length() < 2 || (rest.length() > 2 && rest.charAt(2) != ':')) {
                throw PythonError.value("expected ':' after conversion specifier");
            }
            value = converted(value, rest.charAt(1));
            rest = rest.substring(2);
        }
        String spec = rest.isEmpty() ? "" : text(rest.substring(1), depth - 1);
        return Formatting.of(run, value, spec);
    }

    private static int nameEnd(String field) {
        boolean bracket = false;
        for (int i = 0; i < field.length(); i++) {
            char c = field.charAt(i);
            bracket = c == '[' || (bracket && c != ']');
            if (!bracket && (c == '!' || c == ':')) {
                return i;
            }
            if (c == '{') {
                throw PythonError.value("unexpected '{' in field name");
            }
        }
        return field.length();
    }

    private Object converted(Object value, char conversion) {
        return switch (conversion) {
            case 's' -> Repr.str(run, value);
            case 'r' -> Repr.of(run, value);
            case 'a' -> Repr.ascii(run, value);
            default -> throw PythonError.value("Unknown conversion specifier " + conversion);
        };
    }

    private Object value(String name) {
        int end = 0;
        while (end < name.length() && name.charAt(end) != '.' && name.charAt(end) != '[') {
            end++;
        }
        Object value = argument(name.substring(0, end));
        int i = end;
        while (i < name.length()) {
            if (name.charAt(i) == '.') {
                int next = i + 1;
                while (next < name.length() && name.charAt(next) != '.' && name.charAt(next) != '[') {
                    next++;
                }
                run.step(OF_FIELD);
                value = Attributes.get(run, value, name.substring(i + 1, next));
                i = next;
            } else {
                int close = name.indexOf(']', i);
                if (name.charAt(i) != '[' || close < 0) {
                    throw PythonError.value("Missing ']' in format string");
                }
                String index = name.substring(i + 1, close);
                run.step(OF_FIELD);
                boolean number = isNumber(index, 18);
                value = Sequences.item(run, value, number ? (Object) Long.valueOf(index) : index);
                i = close + 1;
            }
        }
        return value;
    }

    private static boolean isNumber(String text, int most) {
        return !text.isEmpty() && text.length() <= most && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    private Object argument(String first) {
        boolean digits = isNumber(first, 9);
        run.step(arguments.names().size() >> 2);
        if (!first.isEmpty() && !digits) {
            @Nullable Object named = arguments.named(first);
            if (named == null) {
                throw PythonError.of("KeyError", Repr.text(first));
            }
            return named;
        }
        if (digits ? automatic > 0 : numbered) {
            throw PythonError.value(
                    digits
                            ? "cannot switch from automatic field numbering to manual field specification"
                            : "cannot switch from manual field specification to automatic field numbering");
        }
        numbered |= digits;
        int index = digits ? Integer.parseInt(first) : automatic++;
        if (index >= arguments.size()) {
            throw PythonError.of(
                    "IndexError", "Replacement index %d out of range for positional args tuple".formatted(index));
        }
        return arguments.get(index);
    }
}
