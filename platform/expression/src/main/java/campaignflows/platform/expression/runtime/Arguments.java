package campaignflows.platform.expression.runtime;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a function is called with.
 *
 * @param names  of the arguments given by name
 * @param values theirs, in the same order
 */
public record Arguments(List<Object> positional, List<String> names, List<Object> values) {
    public static Arguments of(List<Object> positional) {
        return new Arguments(positional, List.of(), List.of());
    }

    static Arguments of(Object... positional) {
        return of(List.of(positional));
    }

    int size() {
        return positional.size();
    }

    Object get(int index) {
        return positional.get(index);
    }

    boolean isEmpty() {
        return positional.isEmpty() && names.isEmpty();
    }

    /** The value of a named argument; null if it is not given. */
    @Nullable
    Object named(String name) {
        int at = names.indexOf(name);
        return at < 0 ? null : values.get(at);
    }

    /** Refuses arguments by name. */
    Arguments noNames(String function) {
        if (!names.isEmpty()) {
            throw PythonError.type("%s() takes no keyword arguments".formatted(function));
        }
        return this;
    }

    /** Refuses names other than these. */
    void onlyNames(String function, String... allowed) {
        for (String name : names) {
            if (!List.of(allowed).contains(name)) {
                throw PythonError.type("'%s' is an invalid keyword argument for %s()".formatted(name, function));
            }
        }
    }

    /** Refuses another number of arguments. */
    Arguments count(String function, int least, int most) {
        noNames(function);
        int given = positional.size();
        if (given < least || given > most) {
            throw PythonError.type(
                    most <= 1 && least == most
                            ? "%s() takes %s (%d given)"
                                    .formatted(function, most == 0 ? "no arguments" : "exactly one argument", given)
                            : "%s expected %s%d argument%s, got %d"
                                    .formatted(
                                            function,
                                            least == most ? "" : given < least ? "at least " : "at most ",
                                            given < least ? least : most,
                                            (given < least ? least : most) == 1 ? "" : "s",
                                            given));
        }
        return this;
    }

    /** The values of parameters, by place or by name; null for those that are not given. */
    @Nullable
    Object[] bind(String function, int required, String... parameters) {
        @Nullable Object[] bound = new @Nullable Object[parameters.length];
        if (positional.size() > parameters.length) {
            throw PythonError.type("%s() takes at most %d arguments (%d given)"
                    .formatted(function, parameters.length, positional.size() + names.size()));
        }
        for (int i = 0; i < positional.size(); i++) {
            bound[i] = positional.get(i);
        }
        for (int i = 0; i < names.size(); i++) {
            int at = List.of(parameters).indexOf(names.get(i));
            if (at < 0) {
                throw PythonError.type(
                        "'%s' is an invalid keyword argument for %s()".formatted(names.get(i), function));
            }
            if (bound[at] != null) {
                throw PythonError.type("argument for %s() given by name ('%s') and position (%d)"
                        .formatted(function, names.get(i), at + 1));
            }
            bound[at] = values.get(i);
        }
        for (int i = 0; i < required; i++) {
            if (bound[i] == null) {
                throw PythonError.type(
                        "%s() missing required argument '%s' (pos %d)".formatted(function, parameters[i], i + 1));
            }
        }
        return bound;
    }

    static String typeOf(@Nullable Object value) {
        return value == null ? "nothing" : Types.name(value);
    }

    /** The text at a place. */
    String text(String function, int index) {
        if (get(index) instanceof String text) {
            return text;
        }
        throw PythonError.type(
                "%s() argument %d must be str, not %s".formatted(function, index + 1, Types.name(get(index))));
    }

    /** The int at a place; far beyond any size it is just a large one. */
    int place(int index, int otherwise) {
        if (index >= size() || get(index) == PyNone.NONE) {
            return otherwise;
        }
        Object value = get(index);
        if (!PyInt.is(value)) {
            throw PythonError.type("slice indices must be integers or None or have an __index__ method");
        }
        return clamped(value);
    }

    /** The int at a place, such as a width. */
    int whole(int index) {
        Object value = get(index);
        if (!PyInt.is(value)) {
            throw PythonError.type("'%s' object cannot be interpreted as an integer".formatted(Types.name(value)));
        }
        return clamped(value);
    }

    private static int clamped(Object value) {
        var number = PyInt.big(value);
        return number.bitLength() > 30 ? number.signum() * (1 << 30) : number.intValue();
    }
}
