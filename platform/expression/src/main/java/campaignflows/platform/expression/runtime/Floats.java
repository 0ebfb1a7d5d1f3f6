package campaignflows.platform.expression.runtime;

import java.math.BigDecimal;
import java.math.MathContext;
import org.jspecify.annotations.Nullable;

/** Arithmetic of floats, as CPython's floatobject.c does it. */
final class Floats {
    private static final MathContext PRECISE = new MathContext(80);
    private static final double MAX_EXACT_EXPONENT = 2_000;

    private Floats() {}

    static @Nullable Object apply(Op op, double a, double b) {
        return switch (op) {
            case ADD -> new PyFloat(a + b);
            case SUBTRACT -> new PyFloat(a - b);
            case MULTIPLY -> new PyFloat(a * b);
            case DIVIDE -> {
                requireDivisor(b, "float division by zero");
                yield new PyFloat(a / b);
            }
            case FLOOR_DIVIDE -> {
                requireDivisor(b, "float floor division by zero");
                yield new PyFloat(divmod(a, b)[0]);
            }
            case MODULO -> {
                requireDivisor(b, "float modulo");
                yield new PyFloat(modulo(a, b));
            }
            case POWER -> new PyFloat(power(a, b));
            case LEFT_SHIFT, RIGHT_SHIFT, AND, OR, XOR -> null;
        };
    }

    private static void requireDivisor(double divisor, String message) {
        if (divisor == 0) {
            throw PythonError.division(message);
        }
    }

    static double modulo(double a, double b) {
        double rest = a % b;
        if (rest == 0) {
            return Math.copySign(0.0, b);
        }
        return (b < 0) == (rest < 0) ? rest : rest + b;
    }

    /** Quotient and remainder; the divisor is not 0. */
    static double[] divmod(double a, double b) {
        double rest = a % b;
        double quotient = (a - rest) / b;
        if (rest == 0) {
            rest = Math.copySign(0.0, b);
        } else if ((b < 0) != (rest < 0)) {
            rest += b;
            quotient -= 1.0;
        }
        double floor;
        if (quotient == 0) {
            floor = Math.copySign(0.0, a / b);
        } else {
            floor = Math.floor(quotient);
            if (quotient - floor > 0.5) {
                floor += 1.0;
            }
        }
        return new double[] {floor, rest};
    }

    static double power(double base, double exponent) {
        if (exponent == 0 || base == 1) {
            return 1.0;
        }
        if (base == 0 && exponent < 0) {
            throw PythonError.division("0.0 cannot be raised to a negative power");
        }
        if (Double.isNaN(base) || Double.isNaN(exponent) || Double.isInfinite(base) || Double.isInfinite(exponent)) {
            return base == -1 && Double.isInfinite(exponent) ? 1.0 : Math.pow(base, exponent);
        }
        boolean whole = exponent == Math.rint(exponent);
        if (base < 0 && !whole) {
            throw PythonError.value("a negative number to a power that is not whole is complex: that is not supported");
        }
        double result =
                whole && Math.abs(exponent) <= MAX_EXACT_EXPONENT ? exact(base, (int) exponent) : real(base, exponent);
        if (Double.isInfinite(result)) {
            throw PythonError.overflow("(34, 'Numerical result out of range')");
        }
        return result;
    }

    /** Rounded once, as a good C library's result nearly always is; the estimate shows where that is not worth it. */
    private static double exact(double base, int exponent) {
        double estimate = Math.pow(base, exponent);
        if (estimate == 0 || Double.isInfinite(estimate)) {
            return estimate;
        }
        BigDecimal power = new BigDecimal(base).pow(Math.abs(exponent), PRECISE);
        return exponent < 0 ? BigDecimal.ONE.divide(power, PRECISE).doubleValue() : power.doubleValue();
    }

    private static double real(double base, double exponent) {
        if (exponent == 0.5) {
            return Math.sqrt(base);
        }
        double estimate = Math.pow(base, exponent);
        if (estimate == 0 || Double.isInfinite(estimate) || base == 0) {
            return estimate;
        }
        return Logarithms.power(new BigDecimal(Math.abs(base)), new BigDecimal(exponent), 40)
                        .doubleValue()
                * (base < 0 && Math.abs(exponent % 2) == 1 ? -1 : 1);
    }
}
