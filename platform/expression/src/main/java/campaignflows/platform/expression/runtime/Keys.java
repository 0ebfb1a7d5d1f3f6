package campaignflows.platform.expression.runtime;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a key of a dict is looked up by: two keys have equal ones exactly when Python holds the keys for the same. */
final class Keys {
    private static final int MAX_PARTS = 10_000;

    private int parts;

    private Keys() {}

    private record Numeric(Object value) {}

    /** Equal to itself alone: two of them are different keys. */
    private record NoNumber(PyFloat value) {
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof NoNumber(PyFloat that) && that == value;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(value);
        }
    }

    private record Moment(Object instant) {}

    private record Parts(List<Object> items) {}

    static Object of(Object key) {
        return key instanceof String || key instanceof Long ? key : new Keys().key(key);
    }

    private Object key(Object key) {
        if (++parts > MAX_PARTS) {
            throw PythonError.memory("a key of a dict has too many parts");
        }
        return switch (key) {
            case String text -> text;
            case Long number -> number;
            case Boolean flag -> flag ? 1L : 0L;
            case BigInteger number -> number;
            case PyFloat number -> Double.isNaN(number.value()) ? new NoNumber(number) : floating(number.value());
            case PyDecimal number -> decimal(number.value());
            case PyTuple tuple -> {
                List<Object> items = new ArrayList<>();
                tuple.items().forEach(item -> items.add(key(item)));
                yield new Parts(items);
            }
            case PyNone none -> none;
            case LocalDate day -> day;
            case LocalTime time -> time;
            case PyTimedelta delta -> delta;
            case PyDateTime moment -> new Moment(moment.firstInstant());
            case PyRange range -> range.size() == 0 ? new Parts(List.of("range")) : range;
            case PyList list -> throw unhashable(key);
            case PyDict dict -> throw unhashable(key);
            default -> key;
        };
    }

    private static Object floating(double value) {
        if (Double.isInfinite(value)) {
            return new Numeric(value);
        }
        return decimal(new BigDecimal(value));
    }

    private static Object decimal(BigDecimal value) {
        long digits = (long) value.precision() - value.scale();
        if (value.signum() == 0) {
            return 0L;
        }
        BigDecimal plain = value.stripTrailingZeros();
        return plain.scale() <= 0 && digits < 400 ? Whole.of(plain.toBigInteger()) : new Numeric(plain);
    }

    private static PythonError unhashable(Object key) {
        return PythonError.type("unhashable type: '%s'".formatted(Types.name(key)));
    }
}
