package campaignflows.platform.expression.runtime;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Indexes, repetition and membership of texts, lists, tuples, ranges and dicts. Slices are in {@link Slices}. */
public final class Sequences {
    private Sequences() {}

    static boolean is(Object value) {
        return value instanceof String || value instanceof PyList || value instanceof PyTuple;
    }

    public static Object item(Evaluation run, Object value, Object index) {
        return switch (value) {
            case PyDict dict -> {
                Object found = dict.get(run, index);
                if (found == null) {
                    throw PythonError.of("KeyError", Repr.of(run, index));
                }
                yield found;
            }
            case PyList list -> list.items().get(place(index, list.items().size(), "list"));
            case PyTuple tuple -> tuple.items().get(place(index, tuple.items().size(), "tuple"));
            case String text -> {
                run.step(text.length() >> 4);
                requireIndex(index, "string");
                yield Characters.at(text, place(index, Characters.count(text), "string"));
            }
            case PyRange range -> {
                long at = longIndex(index, "range object");
                long size = range.size();
                long place = at < 0 ? at + size : at;
                if (place < 0 || place >= size) {
                    throw PythonError.of("IndexError", "range object index out of range");
                }
                yield range.at(place);
            }
            case PyRecord record when index instanceof String name -> record.item(run, name);
            default -> throw PythonError.type("'%s' object is not subscriptable".formatted(Types.name(value)));
        };
    }

    public static void setItem(Evaluation run, Object target, Object index, Object value) {
        switch (target) {
            case PyList list -> {
                int place = place(index, list.items().size(), "list assignment");
                list.items().set(place, value);
            }
            case PyDict dict -> {
                run.allocate(64);
                dict.put(run, index, value);
            }
            default ->
                throw PythonError.type("'%s' object does not support item assignment".formatted(Types.name(target)));
        }
    }

    private static void requireIndex(Object index, String type) {
        if (!PyInt.is(index)) {
            String form = type.equals("string")
                    ? "string indices must be integers, not '%s'"
                    : type + " indices must be integers or slices, not %s";
            throw PythonError.type(form.formatted(Types.name(index)));
        }
    }

    private static long longIndex(Object index, String type) {
        requireIndex(index, type.equals("range object") ? "range" : type.replace(" assignment", ""));
        return switch (PyInt.number(index)) {
            case Long number -> number;
            default -> throw PythonError.of("IndexError", "cannot fit 'int' into an index-sized integer");
        };
    }

    /** The place that an index means in that many items. */
    static int place(Object index, int size, String type) {
        long at = longIndex(index, type);
        long place = at < 0 ? at + size : at;
        if (place < 0 || place >= size) {
            throw PythonError.of("IndexError", type + " index out of range");
        }
        return (int) place;
    }

    static Object repeat(Evaluation run, Object value, Object count) {
        if (!PyInt.is(count)) {
            throw PythonError.type("can't multiply sequence by non-int of type '%s'".formatted(Types.name(count)));
        }
        Object number = PyInt.number(count);
        if (number instanceof BigInteger big && big.signum() > 0) {
            throw PythonError.overflow("cannot fit 'int' into an index-sized integer");
        }
        long times = number instanceof Long small ? Math.max(0, small) : 0;
        return switch (value) {
            case String text -> {
                run.allocateText(product(text.length(), times));
                yield text.isEmpty() ? "" : text.repeat((int) times);
            }
            case PyList list -> new PyList(repeated(run, list.items(), times));
            case PyTuple tuple -> new PyTuple(repeated(run, tuple.items(), times));
            default -> throw new IllegalArgumentException("Expected a sequence, but it is " + Types.name(value));
        };
    }

    private static List<Object> repeated(Evaluation run, List<Object> items, long times) {
        run.allocateItems(product(items.size(), times));
        if (items.isEmpty()) {
            return List.of();
        }
        List<Object> all = new ArrayList<>(items.size() * (int) times);
        Collections.nCopies((int) times, items).forEach(all::addAll);
        return all;
    }

    private static long product(int size, long times) {
        return size == 0 ? 0 : times > Integer.MAX_VALUE ? Long.MAX_VALUE / 4 : size * times;
    }

    static boolean contains(Evaluation run, Object where, Object what) {
        return switch (where) {
            case String text -> {
                if (!(what instanceof String part)) {
                    throw PythonError.type("'in <string>' requires string as left operand, not " + Types.name(what));
                }
                yield new TextSearch(run, text, part).first(0, text.length()) >= 0;
            }
            case PyDict dict -> dict.get(run, what) != null;
            case PyView view when view.kind() == PyView.Kind.KEYS -> view.dict().get(run, what) != null;
            case PyList list -> containsItem(run, list.items(), what);
            case PyTuple tuple -> containsItem(run, tuple.items(), what);
            case PyRange range when PyInt.is(what) -> contains(range, PyInt.number(what));
            case PyRecord record when what instanceof String name -> record.has(name);
            default -> {
                if (!Iteration.isIterable(where)) {
                    throw PythonError.type("argument of type '%s' is not iterable".formatted(Types.name(where)));
                }
                var values = Iteration.over(run, where);
                while (values.hasNext()) {
                    if (isItem(run, values.next(), what)) {
                        yield true;
                    }
                }
                yield false;
            }
        };
    }

    private static boolean contains(PyRange range, Object number) {
        if (!(number instanceof Long value) || range.size() == 0) {
            return false;
        }
        boolean within = range.step() > 0
                ? value >= range.start() && value < range.stop()
                : value <= range.start() && value > range.stop();
        return within && Long.remainderUnsigned(Math.abs(value - range.start()), Math.abs(range.step())) == 0;
    }

    private static boolean containsItem(Evaluation run, List<Object> items, Object what) {
        for (int i = 0; i < items.size(); i++) {
            run.step(1);
            if (isItem(run, items.get(i), what)) {
                return true;
            }
        }
        return false;
    }

    /** Identity counts before equality, as in CPython. */
    static boolean isItem(Evaluation run, Object item, Object what) {
        return item == what || Comparison.equal(run, item, what);
    }

    static long size(Object value) {
        return switch (value) {
            case String text -> Characters.count(text);
            case PyList list -> list.items().size();
            case PyTuple tuple -> tuple.items().size();
            case PyDict dict -> dict.size();
            case PyRange range -> range.size();
            case PyView view -> view.dict().size();
            default -> throw PythonError.type("object of type '%s' has no len()".formatted(Types.name(value)));
        };
    }
}
