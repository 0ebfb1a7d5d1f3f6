package campaignflows.platform.expression.runtime;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Powers whose exponent is not whole, by exp and ln with more digits than are wanted. */
final class Logarithms {
    private static final BigDecimal TWO = BigDecimal.valueOf(2);

    private Logarithms() {}

    /** {@code base ** exponent} to that many digits and some more; the base is greater than 0, the result moderate. */
    static BigDecimal power(BigDecimal base, BigDecimal exponent, int digits) {
        MathContext exact = new MathContext(digits + 30, RoundingMode.HALF_EVEN);
        return exp(exponent.round(exact).multiply(ln(base.round(exact), exact), exact), exact)
                .round(new MathContext(digits));
    }

    /** By halving the exponent of 2 away and the series of artanh. */
    private static BigDecimal ln(BigDecimal value, MathContext exact) {
        int powers = 0;
        BigDecimal x = value;
        int magnitude = x.precision() - x.scale();
        BigDecimal tens = BigDecimal.ZERO;
        if (Math.abs(magnitude) > 2) {
            x = x.scaleByPowerOfTen(-magnitude);
            tens = ln(BigDecimal.TEN, exact).multiply(BigDecimal.valueOf(magnitude), exact);
        }
        while (x.compareTo(new BigDecimal("1.05")) > 0 || x.compareTo(new BigDecimal("0.95")) < 0) {
            x = x.sqrt(exact);
            powers++;
        }
        BigDecimal z = x.subtract(BigDecimal.ONE).divide(x.add(BigDecimal.ONE), exact);
        BigDecimal square = z.multiply(z, exact);
        BigDecimal term = z;
        BigDecimal sum = z;
        for (int n = 3; term.signum() != 0 && n < 400; n += 2) {
            term = term.multiply(square, exact);
            BigDecimal next = sum.add(term.divide(BigDecimal.valueOf(n), exact), exact);
            if (next.equals(sum)) {
                break;
            }
            sum = next;
        }
        return sum.multiply(TWO.pow(powers + 1), exact).add(tens, exact);
    }

    private static BigDecimal exp(BigDecimal value, MathContext exact) {
        int halvings = Math.max(0, value.precision() - value.scale()) * 4 + 8;
        BigDecimal x = value.divide(TWO.pow(halvings), exact);
        BigDecimal sum = BigDecimal.ONE;
        BigDecimal term = BigDecimal.ONE;
        for (int n = 1; n < 200 && term.signum() != 0; n++) {
            term = term.multiply(x, exact).divide(BigDecimal.valueOf(n), exact);
            BigDecimal next = sum.add(term, exact);
            if (next.equals(sum)) {
                break;
            }
            sum = next;
        }
        for (int i = 0; i < halvings; i++) {
            sum = sum.multiply(sum, exact);
        }
        return sum;
    }
}
