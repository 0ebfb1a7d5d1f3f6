package campaignflows.platform.expression.runtime;

import java.math.BigInteger;

/** Arithmetic of ints of any size, as long as they are of a decent one. */
final class IntArithmetic {
    /** Dividing takes as long as so many multiplications. */
    private static final int DIVISION = 4;

    private static final long EXACT_DOUBLE = 1L << 53;

    private IntArithmetic() {}

    static Object apply(Evaluation run, Op op, Object left, Object right) {
        run.step(Work.of(left) + Work.of(right));
        if (left instanceof Boolean a && right instanceof Boolean b) {
            switch (op) {
                case AND -> {
                    return a & b;
                }
                case OR -> {
                    return a | b;
                }
                case XOR -> {
                    return a ^ b;
                }
                default -> {}
            }
        }
        BigInteger a = PyInt.big(left);
        BigInteger b = PyInt.big(right);
        return switch (op) {
            case ADD -> sized(run, a.add(b));
            case SUBTRACT -> sized(run, a.subtract(b));
            case MULTIPLY -> {
                charge(run, (long) a.bitLength() + b.bitLength());
                run.step(Work.product(Math.min(a.bitLength(), b.bitLength())));
                yield PyInt.of(a.multiply(b));
            }
            case DIVIDE -> {
                run.step((a.bitLength() + b.bitLength()) >> 6);
                yield new PyFloat(divide(a, b));
            }
            case FLOOR_DIVIDE -> {
                if (b.signum() == 0) {
                    throw floorDivisionByZero();
                }
                chargeDivision(run, a, b);
                yield PyInt.of(floorDivide(a, b)[0]);
            }
            case MODULO -> {
                if (b.signum() == 0) {
                    throw moduloByZero();
                }
                chargeDivision(run, a, b);
                yield PyInt.of(floorDivide(a, b)[1]);
            }
            case POWER -> power(run, a, b);
            case LEFT_SHIFT -> {
                int count = shift(b);
                charge(run, a.signum() == 0 ? 0 : (long) a.bitLength() + count);
                yield a.signum() == 0 ? 0L : PyInt.of(a.shiftLeft(count));
            }
            case RIGHT_SHIFT -> {
                int count = shift(b);
                yield PyInt.of(a.shiftRight(count));
            }
            case AND -> sized(run, a.and(b));
            case OR -> sized(run, a.or(b));
            case XOR -> sized(run, a.xor(b));
        };
    }

    static PythonError floorDivisionByZero() {
        return PythonError.division("integer division or modulo by zero");
    }

    static PythonError moduloByZero() {
        return PythonError.division("integer modulo by zero");
    }

    private static Object sized(Evaluation run, BigInteger value) {
        charge(run, value.bitLength());
        return PyInt.of(value);
    }

    /** Before (or right after, where it grows by one bit) an int of that many bits is made. */
    static void charge(Evaluation run, long bits) {
        if (bits > PyInt.MAX_BITS) {
            throw PythonError.memory("an int may have %,d bits at most".formatted(PyInt.MAX_BITS));
        }
        run.allocate(bits >> 3);
    }

    private static void chargeDivision(Evaluation run, BigInteger a, BigInteger b) {
        charge(run, a.bitLength());
        run.step(DIVISION * Work.product(Math.min(a.bitLength(), b.bitLength())) + (a.bitLength() >> 6));
    }

    /** Quotient and remainder, the remainder with the sign of the divisor. */
    static BigInteger[] floorDivide(BigInteger a, BigInteger b) {
        BigInteger[] parts = a.divideAndRemainder(b);
        if (parts[1].signum() != 0 && parts[1].signum() != b.signum()) {
            parts[0] = parts[0].subtract(BigInteger.ONE);
            parts[1] = parts[1].add(b);
        }
        return parts;
    }

    private static int shift(BigInteger count) {
        if (count.signum() < 0) {
            throw PythonError.value("negative shift count");
        }
        return count.bitLength() > 30 ? Integer.MAX_VALUE / 2 : count.intValue();
    }

    private static Object power(Evaluation run, BigInteger base, BigInteger exponent) {
        if (exponent.signum() < 0) {
            return new PyFloat(Floats.power(PyInt.toDouble(PyInt.of(base)), PyInt.toDouble(PyInt.of(exponent))));
        }
        if (base.bitLength() <= 1 && base.abs().bitLength() <= 1) {
            boolean odd = exponent.testBit(0);
            return exponent.signum() == 0 || base.equals(BigInteger.ONE)
                    ? (Object) 1L
                    : base.signum() == 0 ? (Object) 0L : (Object) (odd ? -1L : 1L);
        }
        long bits = exponent.bitLength() > 31
                ? Long.MAX_VALUE
                : exponent.longValue() * base.abs().bitLength();
        charge(run, bits);
        run.step(2 * Work.product(bits));
        return PyInt.of(base.pow(exponent.intValue()));
    }

    /** True division, rounded once: half to even, as CPython does it. */
    static double divide(BigInteger a, BigInteger b) {
        if (b.signum() == 0) {
            throw PythonError.division("division by zero");
        }
        if (a.signum() == 0) {
            return b.signum() < 0 ? -0.0 : 0.0;
        }
        if (a.bitLength() < 54 && b.bitLength() < 54) {
            long x = a.longValue();
            long y = b.longValue();
            if (Math.abs(x) <= EXACT_DOUBLE && Math.abs(y) <= EXACT_DOUBLE) {
                return (double) x / (double) y;
            }
        }
        // Two bits more than a double has, and one that says whether anything was cut off.
        BigInteger x = a.abs();
        BigInteger y = b.abs();
        int shift = 66 - (x.bitLength() - y.bitLength());
        BigInteger[] parts =
                shift >= 0 ? x.shiftLeft(shift).divideAndRemainder(y) : x.divideAndRemainder(y.shiftLeft(-shift));
        BigInteger quotient = parts[0].shiftLeft(1);
        if (parts[1].signum() != 0) {
            quotient = quotient.setBit(0);
        }
        double result = scaled(quotient, -shift - 1);
        if (Double.isInfinite(result)) {
            throw PythonError.overflow("integer division result too large for a float");
        }
        return a.signum() * b.signum() < 0 ? -result : result;
    }

    /** {@code value * 2**exponent}, rounded once also where the result is subnormal. */
    private static double scaled(BigInteger value, int exponent) {
        if (value.signum() == 0) {
            return 0;
        }
        int top = value.bitLength() + exponent;
        int lost = top < -1021 ? Math.min(value.bitLength() + 1, -1021 - top + value.bitLength() - 53) : 0;
        if (lost > 0) {
            BigInteger kept = value.shiftRight(lost);
            BigInteger rest = value.subtract(kept.shiftLeft(lost));
            int half = rest.shiftLeft(1).compareTo(BigInteger.ONE.shiftLeft(lost));
            if (half > 0 || (half == 0 && kept.testBit(0))) {
                kept = kept.add(BigInteger.ONE);
            }
            return Math.scalb(kept.doubleValue(), exponent + lost);
        }
        return Math.scalb(value.doubleValue(), exponent);
    }
}
