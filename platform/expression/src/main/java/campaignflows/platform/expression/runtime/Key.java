package campaignflows.platform.expression.runtime;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a key of a dict is looked up by: two keys have equal ones exactly when Python holds the keys for the same. They have
 * an order, of no meaning, so that code which makes keys with the same hash does not make a dict slow.
 */
final class Key implements Comparable<Key> {
    private static final int MAX_PARTS = 10_000;
    private static final int OF_FLOAT = 16;
    private static final int OF_LONG_DECIMAL = 8;
    private static final int MAX_WHOLE_DIGITS = 400;
    private static final double EXACT = 1L << 53;

    private final Object value;

    private Key(Object value) {
        this.value = value;
    }

    /** Equal to itself alone: two of them are different keys. */
    private record NoNumber(PyFloat number) {
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof NoNumber(PyFloat that) && that == number;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(number);
        }
    }

    private record Parts(List<Key> items) {}

    static Key of(Evaluation run, Object key) {
        run.step(1);
        return new Key(value(run, key, new int[1]));
    }

    private static Object value(Evaluation run, Object key, int[] parts) {
        return switch (key) {
            case String text -> {
                run.step(text.length() >> 5);
                yield text;
            }
            case Long number -> number;
            case Boolean flag -> flag ? 1L : 0L;
            case BigInteger number -> {
                run.step(Work.of(number));
                yield number;
            }
            case PyFloat number -> {
                run.step(OF_FLOAT);
                yield floating(number);
            }
            case PyDecimal number -> {
                run.step(OF_FLOAT + OF_LONG_DECIMAL * Work.of(number));
                yield decimal(number.value());
            }
            case PyTuple tuple -> parts(run, tuple.items(), parts);
            case PyDateTime moment -> moment.firstInstant();
            case PyRange range -> range.size() == 0 ? new Parts(List.of(new Key("range"))) : range;
            case PyList list -> throw unhashable(key);
            case PyDict dict -> throw unhashable(key);
            default -> key;
        };
    }

    private static Parts parts(Evaluation run, List<Object> items, int[] parts) {
        List<Key> keys = new ArrayList<>(items.size());
        for (Object item : items) {
            run.step(1);
            if (++parts[0] > MAX_PARTS) {
                throw PythonError.memory("a key of a dict has too many parts");
            }
            keys.add(new Key(value(run, item, parts)));
        }
        return new Parts(keys);
    }

    private static Object floating(PyFloat number) {
        double value = number.value();
        if (Double.isNaN(value)) {
            return new NoNumber(number);
        }
        if (value == Math.rint(value) && Math.abs(value) < EXACT) {
            return (long) value;
        }
        return Double.isInfinite(value) ? (Object) value : decimal(new BigDecimal(value));
    }

    private static Object decimal(BigDecimal value) {
        if (value.signum() == 0) {
            return 0L;
        }
        long digits = (long) value.precision() - value.scale();
        BigDecimal plain = value.stripTrailingZeros();
        return plain.scale() <= 0 && digits < MAX_WHOLE_DIGITS ? PyInt.of(plain.toBigInteger()) : plain;
    }

    private static PythonError unhashable(Object key) {
        return PythonError.type("unhashable type: '%s'".formatted(Types.name(key)));
    }

    @Override
    public int compareTo(Key other) {
        int byKind = Integer.compare(kind(value), kind(other.value));
        return byKind != 0 ? byKind : order(value, other.value);
    }

    private static int kind(Object value) {
        return switch (value) {
            case String text -> 0;
            case Long number -> 1;
            case BigInteger number -> 2;
            case BigDecimal number -> 3;
            case Double number -> 4;
            case LocalDate day -> 5;
            case LocalTime time -> 6;
            case Instant moment -> 7;
            case PyTimedelta delta -> 8;
            case PyRange range -> 9;
            case Parts parts -> 10;
            default -> 11;
        };
    }

    private static int order(Object a, Object b) {
        return switch (a) {
            case String x when b instanceof String y -> x.compareTo(y);
            case Long x when b instanceof Long y -> x.compareTo(y);
            case BigInteger x when b instanceof BigInteger y -> x.compareTo(y);
            case BigDecimal x when b instanceof BigDecimal y -> x.compareTo(y);
            case Double x when b instanceof Double y -> x.compareTo(y);
            case LocalDate x when b instanceof LocalDate y -> x.compareTo(y);
            case LocalTime x when b instanceof LocalTime y -> x.compareTo(y);
            case Instant x when b instanceof Instant y -> x.compareTo(y);
            case PyTimedelta x when b instanceof PyTimedelta y -> x.compareTo(y);
            case PyRange x when b instanceof PyRange y -> order(x, y);
            case Parts x when b instanceof Parts y -> order(x.items(), y.items());
            default -> Integer.compare(System.identityHashCode(a), System.identityHashCode(b));
        };
    }

    private static int order(PyRange a, PyRange b) {
        int start = Long.compare(a.start(), b.start());
        int stop = start != 0 ? start : Long.compare(a.stop(), b.stop());
        return stop != 0 ? stop : Long.compare(a.step(), b.step());
    }

    private static int order(List<Key> a, List<Key> b) {
        int order = Integer.compare(a.size(), b.size());
        for (int i = 0; order == 0 && i < a.size(); i++) {
            order = a.get(i).compareTo(b.get(i));
        }
        return order;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Key that && value.equals(that.value);
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }
}
