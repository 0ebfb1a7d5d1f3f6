package campaignflows.platform.expression.runtime;

import java.math.BigDecimal;

/**
 * Python's Decimal, without the infinite ones and NaN, which no field can hold and Python's own arithmetic refuses.
 *
 * @param minusZero whether it is Decimal's negative zero, which is only seen as text
 */
public record PyDecimal(BigDecimal value, boolean minusZero) {
    public PyDecimal(BigDecimal value) {
        this(value, false);
    }

    public PyDecimal {
        if (minusZero && value.signum() != 0) {
            throw new IllegalArgumentException("Expected a zero where it is negative, but it is another number");
        }
    }

    boolean isNegative() {
        return value.signum() < 0 || minusZero;
    }
}
