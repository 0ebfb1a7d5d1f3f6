package campaignflows.platform.expression.runtime;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/** Arithmetic of Decimal in Python's default context: 28 digits, half to even. */
final class Decimals {
    static final int PRECISION = 28;
    private static final MathContext CONTEXT = new MathContext(PRECISION, RoundingMode.HALF_EVEN);
    private static final int MAX_EXPONENT = 999_999;
    private static final int MAX_EXACT_SHIFT = 200;
    private static final int MAX_EXACT_POWER = 1_000;

    /** Operations take as long as so many conversions of their operands. */
    static final int WORK = 2;

    /** Of the most digits that a Decimal may have, 5,000. */
    private static final int MAX_BITS = 16_610;

    private Decimals() {}

    /** An int as it is. */
    static BigDecimal ofWhole(BigInteger number) {
        if (number.bitLength() > MAX_BITS) {
            throw PythonError.memory("a Decimal may have 5,000 digits at most");
        }
        return new BigDecimal(number);
    }

    static @Nullable Object apply(Op op, PyDecimal a, PyDecimal b) {
        return switch (op) {
            case ADD -> add(a, b);
            case SUBTRACT -> add(a, negated(b));
            case MULTIPLY -> signed(a.value().multiply(b.value()), a.isNegative() != b.isNegative());
            case DIVIDE -> divide(a, b);
            case FLOOR_DIVIDE -> floorDivide(a, b);
            case MODULO -> modulo(a, b);
            case POWER -> power(a, b);
            case LEFT_SHIFT, RIGHT_SHIFT, AND, OR, XOR -> null;
        };
    }

    /** In the context's precision. */
    static PyDecimal rounded(BigDecimal value) {
        return new PyDecimal(fixed(value));
    }

    private static BigDecimal fixed(BigDecimal value) {
        BigDecimal result = value.precision() > PRECISION ? value.round(CONTEXT) : value;
        long adjusted = (long) result.precision() - result.scale() - 1;
        if (result.signum() != 0 && adjusted > MAX_EXPONENT) {
            throw PythonError.of("Overflow", "[<class 'decimal.Overflow'>, <class 'decimal.Rounded'>]");
        }
        if (adjusted < -MAX_EXPONENT || Math.abs((long) result.scale()) > MAX_EXPONENT + PRECISION) {
            return result.signum() == 0
                    ? BigDecimal.ZERO
                    : result.setScale(MAX_EXPONENT + PRECISION - 1, RoundingMode.HALF_EVEN);
        }
        return result;
    }

    private static PyDecimal negated(PyDecimal number) {
        return new PyDecimal(number.value().negate(), number.value().signum() == 0 && !number.minusZero());
    }

    private static PyDecimal signed(BigDecimal value, boolean negative) {
        BigDecimal result = fixed(value);
        return new PyDecimal(result, negative && result.signum() == 0);
    }

    private static PyDecimal add(PyDecimal a, PyDecimal b) {
        BigDecimal x = a.value();
        BigDecimal y = b.value();
        long apart = Math.abs((long) x.scale() - y.scale());
        BigDecimal sum = apart <= MAX_EXACT_SHIFT
                ? x.add(y)
                : x.add(y, new MathContext(PRECISION + 4 + MAX_EXACT_SHIFT, RoundingMode.HALF_EVEN));
        return signed(sum, a.minusZero() && b.minusZero());
    }

    private static PyDecimal divide(PyDecimal a, PyDecimal b) {
        requireDivisor(a, b, "DivisionByZero");
        BigDecimal quotient = a.value().signum() == 0
                ? BigDecimal.valueOf(
                        0, clamped((long) a.value().scale() - b.value().scale()))
                : a.value().divide(b.value(), CONTEXT);
        return signed(quotient, a.isNegative() != b.isNegative());
    }

    private static int clamped(long scale) {
        return (int) Math.max(-MAX_EXPONENT, Math.min(MAX_EXPONENT + PRECISION, scale));
    }

    private static void requireDivisor(PyDecimal a, PyDecimal b, String otherwise) {
        if (b.value().signum() == 0) {
            if (a.value().signum() == 0) {
                throw PythonError.of("InvalidOperation", "[<class 'decimal.DivisionUndefined'>]");
            }
            throw PythonError.of(otherwise, "[<class 'decimal.%s'>]".formatted(otherwise));
        }
    }

    /** {@code divmod}, where CPython calls a zero as divisor something else than {@code //} does. */
    static PyTuple divmod(PyDecimal a, PyDecimal b) {
        if (b.value().signum() == 0 && a.value().signum() != 0) {
            throw PythonError.of(
                    "InvalidOperation", "[<class 'decimal.InvalidOperation'>, <class 'decimal.DivisionByZero'>]");
        }
        return PyTuple.of(floorDivide(a, b), modulo(a, b));
    }

    private static PyDecimal floorDivide(PyDecimal a, PyDecimal b) {
        requireDivisor(a, b, "DivisionByZero");
        return signed(integral(a, b).setScale(0), a.isNegative() != b.isNegative());
    }

    private static BigDecimal integral(PyDecimal a, PyDecimal b) {
        long digits = (long) a.value().precision()
                - a.value().scale()
                - b.value().precision()
                + b.value().scale();
        BigDecimal quotient = digits > PRECISION + 1
                ? null
                : digits < -1 ? BigDecimal.ZERO : new BigDecimal(wholeQuotient(a.value(), b.value()));
        if (quotient == null || quotient.precision() - quotient.scale() > PRECISION) {
            throw PythonError.of("InvalidOperation", "[<class 'decimal.DivisionImpossible'>]");
        }
        return quotient;
    }

    /** Cut off towards zero; the two are of about the same size. Java reckons with many more digits here. */
    private static BigInteger wholeQuotient(BigDecimal a, BigDecimal b) {
        int shift = b.scale() - a.scale();
        BigInteger x = a.unscaledValue();
        BigInteger y = b.unscaledValue();
        return shift >= 0
                ? x.multiply(BigInteger.TEN.pow(shift)).divide(y)
                : x.divide(y.multiply(BigInteger.TEN.pow(-shift)));
    }

    private static PyDecimal modulo(PyDecimal a, PyDecimal b) {
        requireDivisor(a, b, "InvalidOperation");
        BigDecimal quotient = integral(a, b);
        BigDecimal rest = quotient.signum() == 0 ? a.value() : a.value().subtract(quotient.multiply(b.value()));
        int scale = Math.max(a.value().scale(), b.value().scale());
        long shift = (long) scale - rest.scale();
        BigDecimal result =
                shift == 0 || Math.abs(shift) > MAX_EXACT_SHIFT ? rest : rest.setScale(scale, RoundingMode.HALF_EVEN);
        return signed(result, a.isNegative());
    }

    private static PyDecimal power(PyDecimal base, PyDecimal exponent) {
        BigDecimal whole = stripped(exponent.value());
        if (whole.signum() == 0) {
            if (base.value().signum() == 0) {
                throw PythonError.of("InvalidOperation", "[<class 'decimal.InvalidOperation'>]");
            }
            return new PyDecimal(BigDecimal.ONE);
        }
        if (whole.scale() <= 0 && whole.precision() - whole.scale() < 7) {
            return wholePower(base, whole.intValueExact());
        }
        if (base.isNegative()) {
            throw PythonError.of("InvalidOperation", "[<class 'decimal.InvalidOperation'>]");
        }
        if (base.value().signum() == 0) {
            if (whole.signum() < 0) {
                throw PythonError.of("Overflow", "a zero cannot be raised to a negative power");
            }
            return new PyDecimal(BigDecimal.ZERO);
        }
        double estimate = Math.log10(Math.abs(base.value().doubleValue())) * whole.doubleValue();
        if (!(Math.abs(estimate) < 5_000)) {
            throw PythonError.of("Overflow", "[<class 'decimal.Overflow'>, <class 'decimal.Rounded'>]");
        }
        BigDecimal result =
                Logarithms.power(base.value(), exponent.value(), PRECISION + 20).round(CONTEXT);
        return new PyDecimal(
                result.setScale(result.scale() + PRECISION - result.precision(), RoundingMode.UNNECESSARY));
    }

    /** Without zeros at its end. One with very many digits is not worth it: too large for an exponent, or not whole. */
    private static BigDecimal stripped(BigDecimal value) {
        return value.precision() <= MAX_EXACT_POWER ? value.stripTrailingZeros() : value;
    }

    private static PyDecimal wholePower(PyDecimal base, int exponent) {
        boolean negative = base.isNegative() && exponent % 2 != 0;
        if (base.value().signum() == 0) {
            if (exponent < 0) {
                throw PythonError.of("DivisionByZero", "[<class 'decimal.DivisionByZero'>]");
            }
            return new PyDecimal(BigDecimal.ZERO, negative);
        }
        int count = Math.abs(exponent);
        long adjusted = (long) base.value().precision() - base.value().scale() - 1;
        if (Math.abs(adjusted) * count > MAX_EXPONENT && adjusted * exponent > 0) {
            throw PythonError.of("Overflow", "[<class 'decimal.Overflow'>, <class 'decimal.Rounded'>]");
        }
        BigDecimal power;
        if ((long) count * base.value().precision() <= MAX_EXACT_POWER) {
            power = base.value().pow(count);
        } else {
            BigInteger digits = base.value().unscaledValue();
            power = new BigDecimal(digits)
                    .pow(count, new MathContext(PRECISION + 12, RoundingMode.HALF_EVEN))
                    .scaleByPowerOfTen(clamped(-(long) base.value().scale() * count));
        }
        return signed(exponent > 0 ? power : BigDecimal.ONE.divide(power, CONTEXT), negative);
    }

    /** With that exponent, half to even, as {@code quantize} does. */
    static PyDecimal quantized(PyDecimal number, int scale) {
        long digits = (long) number.value().precision() - number.value().scale() + scale;
        if (number.value().signum() != 0 && digits > PRECISION || Math.abs((long) scale) > MAX_EXPONENT) {
            throw PythonError.of("InvalidOperation", "[<class 'decimal.InvalidOperation'>]");
        }
        BigDecimal result =
                digits < -2 ? BigDecimal.valueOf(0, scale) : number.value().setScale(scale, RoundingMode.HALF_EVEN);
        if (result.precision() > PRECISION) {
            throw PythonError.of("InvalidOperation", "[<class 'decimal.InvalidOperation'>]");
        }
        return new PyDecimal(result, result.signum() == 0 && number.isNegative());
    }

    /** Without a fraction, half to even. */
    static PyDecimal whole(PyDecimal number) {
        long digits = (long) number.value().precision() - number.value().scale();
        BigDecimal result = digits < -1 ? BigDecimal.ZERO : number.value().setScale(0, RoundingMode.HALF_EVEN);
        return new PyDecimal(result, result.signum() == 0 && number.isNegative());
    }

    /** Cut off towards zero; whole numbers that no memory holds are refused. */
    static BigInteger truncated(Evaluation run, BigDecimal value, RoundingMode mode) {
        long digits = (long) value.precision() - value.scale();
        IntArithmetic.charge(run, Math.max(0, digits) * 4);
        run.step(WORK * Work.product(Math.max(0, digits) * 4));
        return digits < -1 ? BigInteger.ZERO : value.setScale(0, mode).toBigInteger();
    }
}
