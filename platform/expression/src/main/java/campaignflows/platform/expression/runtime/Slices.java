package campaignflows.platform.expression.runtime;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/** Python's slices. */
public final class Slices {
    private Slices() {}

    /** From, to and step within a sequence, as CPython's PySlice_AdjustIndices leaves them. */
    private record Bounds(long from, long to, long step) {
        static Bounds of(Object lower, Object upper, Object step, long size) {
            long stride = step == PyNone.NONE ? 1 : limited(step);
            if (stride == 0) {
                throw PythonError.value("slice step cannot be zero");
            }
            boolean back = stride < 0;
            long first = lower == PyNone.NONE ? (back ? size - 1 : 0) : adjusted(limited(lower), size, back);
            long last = upper == PyNone.NONE ? (back ? -1 : size) : adjusted(limited(upper), size, back);
            return new Bounds(first, last, stride);
        }

        private static long adjusted(long index, long size, boolean back) {
            long place = index < 0 ? index + size : index;
            if (place < 0) {
                return back ? -1 : 0;
            }
            return place >= size ? (back ? size - 1 : size) : place;
        }

        /** Beyond any sequence there is nothing anyway. */
        private static long limited(Object index) {
            if (!PyInt.is(index)) {
                throw PythonError.type("slice indices must be integers or None or have an __index__ method");
            }
            return switch (PyInt.number(index)) {
                case Long number -> Math.max(-(1L << 40), Math.min(1L << 40, number));
                case BigInteger number -> number.signum() * (1L << 40);
                default -> throw new IllegalStateException("Expected an int");
            };
        }

        long count() {
            if (step > 0 ? from >= to : from <= to) {
                return 0;
            }
            return step > 0 ? (to - from - 1) / step + 1 : (from - to - 1) / -step + 1;
        }
    }

    public static Object of(Evaluation run, Object value, Object lower, Object upper, Object step) {
        return switch (value) {
            case String text -> ofText(run, text, Bounds.of(lower, upper, step, Characters.count(text)));
            case PyList list -> new PyList(ofItems(run, list.items(), lower, upper, step));
            case PyTuple tuple -> new PyTuple(ofItems(run, tuple.items(), lower, upper, step));
            case PyRange range -> {
                Bounds bounds = Bounds.of(lower, upper, step, range.size());
                yield new PyRange(range.at(bounds.from()), range.at(bounds.to()), range.step() * bounds.step());
            }
            case PyDict dict -> throw PythonError.type("unhashable type: 'slice'");
            default -> throw PythonError.type("'%s' object is not subscriptable".formatted(Types.name(value)));
        };
    }

    private static String ofText(Evaluation run, String text, Bounds bounds) {
        long count = bounds.count();
        run.allocateText(2 * count);
        run.step(text.length() >> 5);
        if (bounds.step() == 1) {
            return Characters.between(text, (int) bounds.from(), (int) (bounds.from() + count));
        }
        StringBuilder out = new StringBuilder((int) count);
        int[] characters = text.codePoints().toArray();
        for (long i = 0; i < count; i++) {
            out.appendCodePoint(characters[(int) (bounds.from() + i * bounds.step())]);
        }
        return out.toString();
    }

    private static List<Object> ofItems(Evaluation run, List<Object> items, Object lower, Object upper, Object step) {
        Bounds bounds = Bounds.of(lower, upper, step, items.size());
        long count = bounds.count();
        run.allocateItems(count);
        List<Object> out = new ArrayList<>((int) count);
        for (long i = 0; i < count; i++) {
            out.add(items.get((int) (bounds.from() + i * bounds.step())));
        }
        return out;
    }
}
