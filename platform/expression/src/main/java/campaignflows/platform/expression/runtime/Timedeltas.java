package campaignflows.platform.expression.runtime;

import java.math.BigDecimal;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/** Arithmetic of timedelta, and how one is made. */
final class Timedeltas {
    private static final BigInteger TWO = BigInteger.TWO;
    private static final String[] UNITS = {
        "days", "seconds", "microseconds", "milliseconds", "minutes", "hours", "weeks"
    };
    private static final long[] MICROS = {
        86_400_000_000L, 1_000_000L, 1L, 1_000L, 60_000_000L, 3_600_000_000L, 604_800_000_000L
    };

    private Timedeltas() {}

    /**
     * {@code timedelta(days, seconds, …)}. Whole numbers count exactly; of floats the whole part does, and what is left of
     * all of them is summed up and rounded once, as CPython does it.
     */
    static PyTimedelta make(Arguments arguments) {
        Object[] values = arguments.bind("timedelta", 0, UNITS);
        BigInteger sum = BigInteger.ZERO;
        double rest = 0;
        for (int i = 0; i < values.length; i++) {
            Object value = values[i];
            if (value == null) {
                continue;
            }
            BigInteger unit = BigInteger.valueOf(MICROS[i]);
            if (PyInt.is(value)) {
                sum = sum.add(PyInt.big(value).multiply(unit));
            } else if (value instanceof PyFloat number) {
                requireFinite(number.value());
                double whole = number.value() < 0 ? Math.ceil(number.value()) : Math.floor(number.value());
                double part = number.value() - whole;
                sum = sum.add(new BigDecimal(whole).toBigInteger().multiply(unit));
                double scaled = part * MICROS[i];
                double scaledWhole = scaled < 0 ? Math.ceil(scaled) : Math.floor(scaled);
                sum = sum.add(BigInteger.valueOf((long) scaledWhole));
                rest += scaled - scaledWhole;
            } else {
                throw PythonError.type(
                        "unsupported type for timedelta %s component: %s".formatted(UNITS[i], Types.name(value)));
            }
        }
        return PyTimedelta.ofMicros(sum.add(BigInteger.valueOf(restOf(rest, sum))));
    }

    /** Half to even, where even is what the whole sum is in the end. */
    private static long restOf(double rest, BigInteger sum) {
        double whole = Math.rint(rest);
        if (Math.abs(whole - rest) == 0.5) {
            boolean odd = sum.testBit(0);
            int up = odd ? 1 : 0;
            whole = 2.0 * Math.rint((rest + up) * 0.5) - up;
        }
        return (long) whole;
    }

    static @Nullable Object multiply(PyTimedelta delta, Object factor) {
        if (PyInt.is(factor)) {
            return PyTimedelta.ofMicros(delta.toMicros().multiply(PyInt.big(factor)));
        }
        if (factor instanceof PyFloat number) {
            BigInteger[] ratio = ratio(number.value());
            return PyTimedelta.ofMicros(divideHalfEven(delta.toMicros().multiply(ratio[0]), ratio[1]));
        }
        return null;
    }

    static @Nullable Object divide(PyTimedelta delta, Object divisor) {
        if (divisor instanceof PyTimedelta other) {
            requireDivisor(other.isZero(), "division by zero");
            return new PyFloat(IntArithmetic.divide(delta.toMicros(), other.toMicros()));
        }
        if (PyInt.is(divisor)) {
            requireDivisor(PyInt.sign(divisor) == 0, "integer division or modulo by zero");
            return PyTimedelta.ofMicros(divideHalfEven(delta.toMicros(), PyInt.big(divisor)));
        }
        if (divisor instanceof PyFloat number) {
            BigInteger[] ratio = ratio(number.value());
            requireDivisor(ratio[0].signum() == 0, "integer division or modulo by zero");
            return PyTimedelta.ofMicros(divideHalfEven(delta.toMicros().multiply(ratio[1]), ratio[0]));
        }
        return null;
    }

    static @Nullable Object floorDivide(PyTimedelta delta, Object divisor) {
        if (divisor instanceof PyTimedelta other) {
            requireDivisor(other.isZero(), "integer division or modulo by zero");
            return PyInt.of(IntArithmetic.floorDivide(delta.toMicros(), other.toMicros())[0]);
        }
        if (PyInt.is(divisor)) {
            requireDivisor(PyInt.sign(divisor) == 0, "integer division or modulo by zero");
            return PyTimedelta.ofMicros(IntArithmetic.floorDivide(delta.toMicros(), PyInt.big(divisor))[0]);
        }
        return null;
    }

    static Object modulo(PyTimedelta delta, PyTimedelta divisor) {
        requireDivisor(divisor.isZero(), "integer modulo by zero");
        return PyTimedelta.ofMicros(IntArithmetic.floorDivide(delta.toMicros(), divisor.toMicros())[1]);
    }

    static Object totalSeconds(PyTimedelta delta) {
        return new PyFloat(IntArithmetic.divide(delta.toMicros(), BigInteger.valueOf(PyTimedelta.MICROS_PER_SECOND)));
    }

    private static void requireDivisor(boolean zero, String message) {
        if (zero) {
            throw PythonError.division(message);
        }
    }

    private static void requireFinite(double value) {
        if (Double.isNaN(value)) {
            throw PythonError.value("cannot convert float NaN to integer");
        }
        if (Double.isInfinite(value)) {
            throw PythonError.overflow("cannot convert float infinity to integer");
        }
    }

    /** The float as numerator and denominator. */
    private static BigInteger[] ratio(double value) {
        if (Double.isNaN(value)) {
            throw PythonError.value("cannot convert NaN to integer ratio");
        }
        if (Double.isInfinite(value)) {
            throw PythonError.overflow("cannot convert Infinity to integer ratio");
        }
        BigDecimal exact = new BigDecimal(value);
        return exact.scale() <= 0
                ? new BigInteger[] {exact.toBigInteger(), BigInteger.ONE}
                : new BigInteger[] {exact.unscaledValue(), BigInteger.TEN.pow(exact.scale())};
    }

    private static BigInteger divideHalfEven(BigInteger a, BigInteger b) {
        BigInteger[] parts = IntArithmetic.floorDivide(b.signum() < 0 ? a.negate() : a, b.abs());
        int half = parts[1].multiply(TWO).compareTo(b.abs());
        boolean up = half > 0 || (half == 0 && parts[0].testBit(0));
        return up ? parts[0].add(BigInteger.ONE) : parts[0];
    }
}
