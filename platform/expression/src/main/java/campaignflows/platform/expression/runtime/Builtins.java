package campaignflows.platform.expression.runtime;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The names that Python brings along. A field of the same name hides one of them, as a variable would. */
public final class Builtins {
    private static final Map<String, Object> ALL = all();

    private Builtins() {}

    public static Optional<Object> find(String name) {
        return Optional.ofNullable(ALL.get(name));
    }

    static Set<String> names() {
        return ALL.keySet();
    }

    private static Map<String, Object> all() {
        Map<String, Object> all = new HashMap<>();
        for (PyType type : PyType.values()) {
            all.put(type.shortName(), type);
        }
        one(all, "len", (run, value) -> Sequences.size(value));
        one(all, "abs", (run, value) -> NumberBuiltins.abs(value));
        one(all, "any", (run, value) -> SequenceBuiltins.any(run, value, true));
        one(all, "all", (run, value) -> !SequenceBuiltins.any(run, value, false));
        one(all, "repr", Repr::of);
        one(all, "ascii", Repr::ascii);
        one(all, "reversed", SequenceBuiltins::reversed);
        one(all, "ord", (run, value) -> ord(value));
        one(all, "chr", (run, value) -> chr(value));
        one(all, "bin", (run, value) -> radix(run, value, "b"));
        one(all, "oct", (run, value) -> radix(run, value, "o"));
        one(all, "hex", (run, value) -> radix(run, value, "x"));
        put(all, "round", NumberBuiltins::round);
        put(all, "pow", NumberBuiltins::pow);
        put(all, "divmod", (run, arguments) -> {
            arguments.count("divmod", 2, 2);
            return NumberBuiltins.divmod(run, arguments.get(0), arguments.get(1));
        });
        put(all, "min", (run, arguments) -> SequenceBuiltins.extreme(run, "min", arguments));
        put(all, "max", (run, arguments) -> SequenceBuiltins.extreme(run, "max", arguments));
        put(all, "sum", SequenceBuiltins::sum);
        put(all, "sorted", SequenceBuiltins::sorted);
        put(all, "enumerate", SequenceBuiltins::enumerate);
        put(all, "zip", SequenceBuiltins::zip);
        put(all, "format", Builtins::format);
        put(all, "isinstance", Builtins::isInstance);
        return Map.copyOf(all);
    }

    /** A function of one value. */
    private interface One {
        Object of(Evaluation run, Object value);
    }

    private static void one(Map<String, Object> all, String name, One body) {
        put(all, name, (run, arguments) -> {
            arguments.count(name, 1, 1);
            return body.of(run, arguments.get(0));
        });
    }

    private static void put(Map<String, Object> all, String name, Builtin.Body body) {
        all.put(name, new Builtin(name, body));
    }

    private static Object format(Evaluation run, Arguments arguments) {
        arguments.count("format", 1, 2);
        String spec = arguments.size() == 2 ? arguments.text("format", 1) : "";
        return run.made(Formatting.of(run, arguments.get(0), spec));
    }

    private static Object isInstance(Evaluation run, Arguments arguments) {
        arguments.count("isinstance", 2, 2);
        return isInstance(run, arguments.get(0), arguments.get(1), 0);
    }

    private static boolean isInstance(Evaluation run, Object value, Object type, int depth) {
        run.step(1);
        if (type instanceof PyType one) {
            return one.isTypeOf(value);
        }
        if (type instanceof PyTuple many && depth < 10) {
            for (Object each : many.items()) {
                if (isInstance(run, value, each, depth + 1)) {
                    return true;
                }
            }
            return false;
        }
        throw PythonError.type("isinstance() arg 2 must be a type, a tuple of types, or a union");
    }

    private static Object ord(Object value) {
        if (!(value instanceof String text)) {
            throw PythonError.type("ord() expected string of length 1, but %s found".formatted(Types.name(value)));
        }
        if (Characters.count(text) != 1) {
            throw PythonError.type(
                    "ord() expected a character, but string of length %d found".formatted(Characters.count(text)));
        }
        return (long) text.codePointAt(0);
    }

    private static Object chr(Object value) {
        if (PyInt.is(value) && PyInt.big(value).bitLength() > 31) {
            throw PythonError.overflow("Python int too large to convert to C int");
        }
        int codePoint = Dates.whole(value);
        if (codePoint < 0 || codePoint > Character.MAX_CODE_POINT) {
            throw PythonError.value("chr() arg not in range(0x110000)");
        }
        return character(codePoint);
    }

    static String character(int codePoint) {
        if (codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE) {
            throw PythonError.value("halves of characters (surrogates) are not supported");
        }
        return Character.toString(codePoint);
    }

    private static Object radix(Evaluation run, Object value, String type) {
        if (!PyInt.is(value)) {
            throw PythonError.type("'%s' object cannot be interpreted as an integer".formatted(Types.name(value)));
        }
        return run.made(Formatting.of(run, PyInt.number(value), "#" + type));
    }
}
