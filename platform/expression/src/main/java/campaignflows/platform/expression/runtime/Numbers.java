package campaignflows.platform.expression.runtime;

import java.math.BigDecimal;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/** Numbers of different types side by side: compared exactly, whatever they are. */
final class Numbers {
    /** What comparing with a float that is no number comes to: neither less, nor equal, nor greater. */
    static final int UNORDERED = 2;

    private static final long EXACT_DOUBLE = 1L << 53;

    private Numbers() {}

    static boolean is(Object value) {
        return value instanceof Long
                || value instanceof PyFloat
                || value instanceof PyDecimal
                || value instanceof Boolean
                || value instanceof BigInteger;
    }

    /** Less than, equal to or greater than 0, or {@link #UNORDERED}. */
    static int compare(Evaluation run, Object left, Object right) {
        Object a = PyInt.number(left);
        Object b = PyInt.number(right);
        if (a instanceof Long x && b instanceof Long y) {
            return Long.compare(x, y);
        }
        if (a instanceof PyFloat x && b instanceof PyFloat y) {
            return ofDoubles(x.value(), y.value());
        }
        if (a instanceof PyFloat x && Double.isInfinite(x.value())) {
            return x.value() > 0 ? 1 : -1;
        }
        if (b instanceof PyFloat y && Double.isInfinite(y.value())) {
            return y.value() > 0 ? -1 : 1;
        }
        if (isNaN(a) || isNaN(b)) {
            return UNORDERED;
        }
        if (a instanceof BigInteger x && b instanceof BigInteger y) {
            run.step(Work.of(x));
            return x.compareTo(y);
        }
        if (a instanceof Long x && b instanceof PyFloat y && isExact(x)) {
            return ofDoubles(x, y.value());
        }
        if (a instanceof PyFloat x && b instanceof Long y && isExact(y)) {
            return ofDoubles(x.value(), y);
        }
        run.step(Work.comparison(a, b));
        boolean decimals = a instanceof PyDecimal || b instanceof PyDecimal;
        return exact(a, decimals).compareTo(exact(b, decimals));
    }

    private static boolean isExact(long number) {
        return Math.abs(number) <= EXACT_DOUBLE;
    }

    private static int ofDoubles(double x, double y) {
        return x < y ? -1 : x > y ? 1 : x == y ? 0 : UNORDERED;
    }

    static boolean isNaN(Object value) {
        return value instanceof PyFloat number && Double.isNaN(number.value());
    }

    /** The number as it is; a float beside a Decimal as it is written in the code, if it is. */
    private static BigDecimal exact(Object value, boolean decimals) {
        return switch (value) {
            case Long number -> BigDecimal.valueOf(number);
            case BigInteger number -> new BigDecimal(number);
            case PyDecimal number -> number.value();
            case PyFloat number -> {
                @Nullable BigDecimal written = number.written();
                yield decimals && written != null ? written : new BigDecimal(number.value());
            }
            default -> throw new IllegalArgumentException("Expected a number, but it is " + Types.name(value));
        };
    }
}
