package campaignflows.platform.expression.runtime;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;

/** Floats as text, with the digits that CPython gives them. */
final class FloatText {
    private FloatText() {}

    /**
     * Significant digits and where the point is.
     *
     * @param digits without leading zeros, at least one
     * @param point  how many of the digits stand before the point; may be negative or beyond the digits
     */
    record Digits(String digits, int point) {
        String fixed(int atLeast) {
            String padded = point > digits.length() ? digits + "0".repeat(point - digits.length()) : digits;
            String whole = point <= 0 ? "0" : padded.substring(0, point);
            String fraction = point <= 0 ? "0".repeat(-point) + digits : padded.substring(point);
            String filled = fraction + "0".repeat(Math.max(0, atLeast - fraction.length()));
            return filled.isEmpty() ? whole : whole + "." + filled;
        }

        String scientific(char e) {
            String mantissa = digits.length() == 1 ? digits : digits.charAt(0) + "." + digits.substring(1);
            return mantissa + exponent(e, point - 1);
        }

        Digits stripped() {
            int end = digits.length();
            while (end > 1 && digits.charAt(end - 1) == '0') {
                end--;
            }
            return new Digits(digits.substring(0, end), point);
        }
    }

    static String exponent(char e, int value) {
        return "%s%s%02d".formatted(e, value < 0 ? "-" : "+", Math.abs(value));
    }

    static String repr(double value) {
        if (Double.isNaN(value)) {
            return "nan";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "inf" : "-inf";
        }
        String sign = value < 0 || 1 / value < 0 ? "-" : "";
        Digits digits = shortest(Math.abs(value));
        return sign + (digits.point() > 16 || digits.point() <= -4 ? digits.scientific('e') : digits.fixed(1));
    }

    /** The fewest digits that are this float and no other; Java gives two where one would do. */
    static Digits shortest(double value) {
        if (value == 0) {
            return new Digits("0", 1);
        }
        BigDecimal decimal = new BigDecimal(Double.toString(value)).stripTrailingZeros();
        if (decimal.precision() == 2) {
            for (RoundingMode mode : new RoundingMode[] {RoundingMode.HALF_EVEN, RoundingMode.DOWN, RoundingMode.UP}) {
                BigDecimal one = decimal.round(new MathContext(1, mode));
                if (one.doubleValue() == value) {
                    decimal = one.stripTrailingZeros();
                    break;
                }
            }
        }
        return digits(decimal);
    }

    private static Digits digits(BigDecimal decimal) {
        String digits = decimal.unscaledValue().abs().toString();
        return new Digits(digits, digits.length() - decimal.scale());
    }

    /** Rounded to places after the point, half to even of the exact value. */
    static String fixed(BigDecimal value, int places) {
        return Formatting.fixed(value.abs(), places);
    }

    /** Rounded to significant digits. */
    static Digits significant(BigDecimal value, int count) {
        if (value.signum() == 0) {
            return new Digits("0".repeat(count), 1);
        }
        BigDecimal rounded = value.abs().round(new MathContext(count, RoundingMode.HALF_EVEN));
        Digits digits = digits(rounded);
        String padded =
                digits.digits() + "0".repeat(Math.max(0, count - digits.digits().length()));
        return new Digits(padded.substring(0, count), digits.point());
    }

    /** The nearest int, half to even. */
    static BigInteger nearest(double value) {
        return new BigDecimal(value).setScale(0, RoundingMode.HALF_EVEN).toBigInteger();
    }
}
