package campaignflows.platform.expression.runtime;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** Python's iteration. Each value costs a step. */
public final class Iteration {
    private Iteration() {}

    static boolean isIterable(Object value) {
        return value instanceof String
                || value instanceof PyList
                || value instanceof PyTuple
                || value instanceof PyDict
                || value instanceof PyView
                || value instanceof PyRange
                || value instanceof PyIterator;
    }

    public static Iterator<Object> over(Evaluation run, Object value) {
        return switch (value) {
            case PyList list -> new OfList(run, list.items());
            case PyTuple tuple -> new OfList(run, tuple.items());
            case PyRange range -> new OfRange(run, range);
            case String text -> new OfText(run, text);
            case PyDict dict -> new OfDict(run, new PyView(dict, PyView.Kind.KEYS));
            case PyView view -> new OfDict(run, view);
            case PyIterator iterator -> iterator.values();
            default -> throw PythonError.type("'%s' object is not iterable".formatted(Types.name(value)));
        };
    }

    /** All values, in a list of its own. */
    public static List<Object> all(Evaluation run, Object value) {
        List<Object> all = new ArrayList<>();
        Iterator<Object> values = over(run, value);
        while (values.hasNext()) {
            run.allocate(16);
            all.add(values.next());
            if (all.size() > Evaluation.MAX_LENGTH) {
                run.allocateItems(all.size());
            }
        }
        return all;
    }

    /** A list that grows while it is gone through is followed to its new end. */
    private static final class OfList implements Iterator<Object> {
        private final Evaluation run;
        private final List<Object> items;
        private int next;

        OfList(Evaluation run, List<Object> items) {
            this.run = run;
            this.items = items;
        }

        @Override
        public boolean hasNext() {
            return next < items.size();
        }

        @Override
        public Object next() {
            run.step(1);
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            return items.get(next++);
        }
    }

    /** All values, or null if there are none to be had. */
    public static @Nullable List<Object> allOrNull(Evaluation run, Object value) {
        return isIterable(value) ? all(run, value) : null;
    }

    /** One that asks other iterators: how deep they stand in each other must be bounded. */
    static PyIterator guarded(Evaluation run, String typeName, Iterator<Object> values) {
        return new PyIterator(typeName, new Guarded(run, values));
    }

    public static PyIterator generator(Evaluation run, Iterator<Object> values) {
        return guarded(run, "generator", values);
    }

    private record Guarded(Evaluation run, Iterator<Object> values) implements Iterator<Object> {
        private static final int LEVELS = 6;

        @Override
        public boolean hasNext() {
            run.enter(LEVELS);
            boolean more = values.hasNext();
            run.leave(LEVELS);
            return more;
        }

        @Override
        public Object next() {
            run.enter(LEVELS);
            Object next = values.next();
            run.leave(LEVELS);
            return next;
        }
    }

    private static final class OfRange implements Iterator<Object> {
        private final Evaluation run;
        private final PyRange range;
        private final long size;
        private long next;

        OfRange(Evaluation run, PyRange range) {
            this.run = run;
            this.range = range;
            this.size = range.size();
        }

        @Override
        public boolean hasNext() {
            return next < size;
        }

        @Override
        public Object next() {
            run.step(1);
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            return range.at(next++);
        }
    }

    private static final class OfText implements Iterator<Object> {
        private final Evaluation run;
        private final String text;
        private int next;

        OfText(Evaluation run, String text) {
            this.run = run;
            this.text = text;
        }

        @Override
        public boolean hasNext() {
            return next < text.length();
        }

        @Override
        public Object next() {
            run.step(1);
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            int character = text.codePointAt(next);
            next += Character.charCount(character);
            return Character.toString(character);
        }
    }

    /** Over keys, values or items; a dict must not grow or shrink meanwhile. */
    private static final class OfDict implements Iterator<Object> {
        private final Evaluation run;
        private final PyView view;
        private final List<PyDict.Entry> entries;
        private int next;

        OfDict(Evaluation run, PyView view) {
            run.allocateItems(3L * view.dict().size());
            this.run = run;
            this.view = view;
            this.entries = view.dict().entries();
        }

        @Override
        public boolean hasNext() {
            if (view.dict().size() != entries.size()) {
                throw PythonError.of("RuntimeError", "dictionary changed size during iteration");
            }
            return next < entries.size();
        }

        @Override
        public Object next() {
            run.step(1);
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            return view.of(entries.get(next++));
        }
    }
}
