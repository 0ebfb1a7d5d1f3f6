package campaignflows.platform.expression.runtime;

import java.math.BigInteger;

/** Python's int: a Long wherever it fits into one, else a BigInteger. Nobody else makes the choice. */
public final class Whole {
    private Whole() {}

    public static Object of(BigInteger value) {
        return value.bitLength() < 64 ? (Object) value.longValue() : value;
    }

    /** The number; booleans are numbers too. */
    static BigInteger big(Object value) {
        return switch (value) {
            case Long number -> BigInteger.valueOf(number);
            case BigInteger number -> number;
            case Boolean flag -> flag ? BigInteger.ONE : BigInteger.ZERO;
            default -> throw new IllegalArgumentException("Expected an int, but it is " + Types.name(value));
        };
    }

    static boolean is(Object value) {
        return value instanceof Long || value instanceof BigInteger || value instanceof Boolean;
    }

    /** An int as a Long or BigInteger, a bool as its number. */
    static Object number(Object value) {
        return value instanceof Boolean flag ? (Object) (flag ? 1L : 0L) : value;
    }

    static int sign(Object value) {
        return switch (value) {
            case Long number -> Long.signum(number);
            case BigInteger number -> number.signum();
            case Boolean flag -> flag ? 1 : 0;
            default -> throw new IllegalArgumentException("Expected an int, but it is " + Types.name(value));
        };
    }

    /** The nearest float; OverflowError if there is none. */
    static double toDouble(Object value) {
        double result =
                value instanceof Long number ? number.doubleValue() : big(value).doubleValue();
        if (Double.isInfinite(result)) {
            throw PythonError.of("OverflowError", "int too large to convert to float");
        }
        return result;
    }
}
