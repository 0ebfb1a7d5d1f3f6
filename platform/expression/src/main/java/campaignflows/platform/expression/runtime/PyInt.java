package campaignflows.platform.expression.runtime;

import java.math.BigInteger;

/** Python's int: a Long wherever it fits into one, otherwise a BigInteger. Only this class makes the choice. */
public final class PyInt {
    /** The largest int there may be: about 79,000 digits. */
    public static final int MAX_BITS = 1 << 18;

    private PyInt() {}

    /** The number of plain digits. In time proportional to them where the radix is a power of two, as Java's own is not. */
    public static BigInteger parsed(String digits, int radix) {
        if (Integer.bitCount(radix) != 1) {
            return new BigInteger(digits, radix);
        }
        int width = Integer.numberOfTrailingZeros(radix);
        byte[] bytes = new byte[digits.length() * width / 8 + 2];
        for (int i = 0; i < digits.length(); i++) {
            int bit = i * width;
            int last = bytes.length - 1 - (bit >> 3);
            int value = Character.digit(digits.charAt(digits.length() - 1 - i), radix) << (bit & 7);
            bytes[last] |= (byte) value;
            bytes[last - 1] |= (byte) (value >> 8);
        }
        return new BigInteger(1, bytes);
    }

    /** The digits of a number that is not negative; likewise. */
    static String digits(BigInteger number, int radix) {
        if (Integer.bitCount(radix) != 1 || number.bitLength() < 64) {
            return number.toString(radix);
        }
        int width = Integer.numberOfTrailingZeros(radix);
        byte[] bytes = number.toByteArray();
        int count = (number.bitLength() + width - 1) / width;
        StringBuilder out = new StringBuilder(count);
        for (int i = count - 1; i >= 0; i--) {
            int bit = i * width;
            int last = bytes.length - 1 - (bit >> 3);
            int low = bytes[last] & 0xff;
            int high = last > 0 ? bytes[last - 1] & 0xff : 0;
            out.append(Character.forDigit((high << 8 | low) >> (bit & 7) & (radix - 1), radix));
        }
        return out.toString();
    }

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
