package campaignflows.platform.expression.runtime;

import java.math.BigInteger;

/**
 * What operations of the host cost in steps, so that none takes longer than the steps that it is charged: a step is about
 * what the smallest part of code takes.
 */
final class Work {
    private static final int SMALL_BITS = 64;
    /** As many as the digits of a float have, written out. */
    private static final int OF_FLOAT_BITS = 2_500;

    private static final int OF_DIGITS = 4;

    private Work() {}

    /** Going through a value once: what a function does with its arguments at the least. */
    static long of(Object value) {
        return switch (value) {
            case String text -> text.length() >> 5;
            case BigInteger number -> number.bitLength() >> 8;
            case PyDecimal number -> of(number);
            default -> 0;
        };
    }

    /** A Decimal takes a conversion of its digits wherever it goes. */
    static long of(PyDecimal number) {
        return number.value().precision() < 19 ? 0 : product(bits(number));
    }

    static int bits(PyDecimal number) {
        return number.value().precision() < 19
                ? SMALL_BITS
                : number.value().unscaledValue().bitLength();
    }

    static long arguments(Arguments arguments) {
        long work = 0;
        for (int i = 0; i < arguments.size(); i++) {
            work += of(arguments.get(i));
        }
        for (Object value : arguments.values()) {
            work += of(value);
        }
        return work;
    }

    /** Comparing numbers of different types: they are brought to one exponent. */
    static long comparison(Object a, Object b) {
        return OF_DIGITS + product(digitBits(a)) + product(digitBits(b));
    }

    private static long digitBits(Object number) {
        return switch (number) {
            case BigInteger whole -> whole.bitLength();
            case PyDecimal decimal -> bits(decimal);
            case PyFloat floating -> OF_FLOAT_BITS;
            default -> SMALL_BITS;
        };
    }

    /** Multiplying two numbers of that many bits, dividing by one, or converting one to digits of another radix. */
    static long product(long bits) {
        long blocks = bits >> 8;
        return (bits >> 6) + (blocks * blocks >> 4);
    }
}
