package campaignflows.platform.expression.runtime;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** {@code min}, {@code max}, {@code sum}, {@code sorted} and their like. */
final class SequenceBuiltins {
    private SequenceBuiltins() {}

    static Object extreme(Evaluation run, String name, Arguments arguments) {
        arguments.onlyNames(name, "key", "default");
        @Nullable Object key = arguments.named("key");
        @Nullable Object fallback = arguments.named("default");
        if (arguments.size() == 0) {
            throw PythonError.type("%s expected at least 1 argument, got 0".formatted(name));
        }
        if (arguments.size() > 1 && fallback != null) {
            throw PythonError.type(
                    "Cannot specify a default for %s() with multiple positional arguments".formatted(name));
        }
        Iterator<Object> values =
                Iteration.over(run, arguments.size() == 1 ? arguments.get(0) : new PyTuple(arguments.positional()));
        if (!values.hasNext()) {
            if (fallback == null) {
                throw PythonError.value("%s() arg is an empty sequence".formatted(name));
            }
            return fallback;
        }
        var relation = name.equals("max") ? Comparison.Relation.GREATER : Comparison.Relation.LESS;
        Object best = values.next();
        Object bestKey = keyOf(run, key, best);
        while (values.hasNext()) {
            Object value = values.next();
            Object valueKey = keyOf(run, key, value);
            if (Comparison.holds(run, relation, valueKey, bestKey)) {
                best = value;
                bestKey = valueKey;
            }
        }
        return best;
    }

    private static Object keyOf(Evaluation run, @Nullable Object key, Object value) {
        return key == null || key == PyNone.NONE ? value : Calls.call(run, key, Arguments.of(value));
    }

    static Object sum(Evaluation run, Arguments arguments) {
        @Nullable Object[] bound = arguments.bind("sum", 1, "iterable", "start");
        Object sum = bound[1] == null ? (Object) 0L : bound[1];
        if (sum instanceof String) {
            throw PythonError.type("sum() can't sum strings [use ''.join(seq) instead]");
        }
        Iterator<Object> values = Iteration.over(run, arguments.size() == 0 ? PyNone.NONE : arguments.get(0));
        while (values.hasNext()) {
            sum = Arithmetic.apply(run, Op.ADD, sum, values.next());
        }
        return sum;
    }

    static Object sorted(Evaluation run, Arguments arguments) {
        if (arguments.size() != 1) {
            throw PythonError.type("sorted expected 1 argument, got %d".formatted(arguments.size()));
        }
        return new PyList(Sorting.sorted(run, Iteration.all(run, arguments.get(0)), arguments, "sort"));
    }

    static Object reversed(Evaluation run, Object value) {
        if (value instanceof PyIterator || !Iteration.isIterable(value)) {
            throw PythonError.type("'%s' object is not reversible".formatted(Types.name(value)));
        }
        Object back = value instanceof PyDict || value instanceof PyView
                ? new PyList(Iteration.all(run, value).reversed())
                : Slices.of(run, value, PyNone.NONE, PyNone.NONE, -1L);
        return Iteration.guarded(run, "reversed", Iteration.over(run, back));
    }

    static boolean any(Evaluation run, Object values, boolean wanted) {
        Iterator<Object> all = Iteration.over(run, values);
        while (all.hasNext()) {
            if (Types.isTrue(all.next()) == wanted) {
                return true;
            }
        }
        return false;
    }

    static Object enumerate(Evaluation run, Arguments arguments) {
        @Nullable Object[] bound = arguments.bind("enumerate", 1, "iterable", "start");
        Object start = bound[1] == null ? (Object) 0L : bound[1];
        if (!PyInt.is(start)) {
            throw PythonError.type("'%s' object cannot be interpreted as an integer".formatted(Types.name(start)));
        }
        Iterator<Object> values = Iteration.over(run, bound[0] == null ? PyNone.NONE : bound[0]);
        return Iteration.guarded(run, "enumerate", new Iterator<>() {
            private Object next = PyInt.number(start);

            @Override
            public boolean hasNext() {
                return values.hasNext();
            }

            @Override
            public Object next() {
                run.allocate(40);
                Object number = next;
                next = Arithmetic.apply(run, Op.ADD, number, 1L);
                return PyTuple.of(number, values.next());
            }
        });
    }

    static Object zip(Evaluation run, Arguments arguments) {
        arguments.onlyNames("zip", "strict");
        @Nullable Object strict = arguments.named("strict");
        List<Iterator<Object>> all = new ArrayList<>();
        arguments.positional().forEach(value -> all.add(Iteration.over(run, value)));
        return Iteration.guarded(run, "zip", new Zip(run, all, strict != null && Types.isTrue(strict)));
    }

    /** One of each, until the first has no more. */
    private static final class Zip implements Iterator<Object> {
        private final Evaluation run;
        private final List<Iterator<Object>> all;
        private final boolean strict;
        private @Nullable Object next;

        Zip(Evaluation run, List<Iterator<Object>> all, boolean strict) {
            this.run = run;
            this.all = all;
            this.strict = strict;
        }

        @Override
        public boolean hasNext() {
            if (next == null) {
                next = row();
            }
            return next != null;
        }

        private @Nullable Object row() {
            List<Object> row = new ArrayList<>(all.size());
            for (Iterator<Object> values : all) {
                if (!values.hasNext()) {
                    requireAllEnded(row.size());
                    return null;
                }
                row.add(values.next());
            }
            run.allocateItems(row.size());
            return row.isEmpty() ? null : new PyTuple(row);
        }

        private void requireAllEnded(int ended) {
            if (!strict) {
                return;
            }
            if (ended > 0) {
                throw PythonError.value("zip() argument %d is shorter than argument %s"
                        .formatted(ended + 1, ended == 1 ? "1" : "1-" + ended));
            }
            for (int i = 1; i < all.size(); i++) {
                if (all.get(i).hasNext()) {
                    throw PythonError.value(
                            "zip() argument %d is longer than argument %s".formatted(i + 1, i == 1 ? "1" : "1-" + i));
                }
            }
        }

        @Override
        public Object next() {
            if (!hasNext() || next == null) {
                throw new NoSuchElementException();
            }
            Object row = next;
            next = null;
            return row;
        }
    }
}
