package campaignflows.platform.expression.runtime;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * Python's float. A literal keeps its text as an exact decimal: where it meets a Decimal that counts, so that
 * {@code price * 1.1} is what people mean. Everything computed has lost it.
 */
public final class PyFloat {
    private final double value;
    private final @Nullable BigDecimal written;

    private PyFloat(double value, @Nullable BigDecimal written) {
        this.value = value;
        this.written = written;
    }

    public PyFloat(double value) {
        this(value, null);
    }

    public static PyFloat literal(double value, BigDecimal written) {
        return new PyFloat(value, written);
    }

    public double value() {
        return value;
    }

    /** As it is written in the code; null if it was computed. */
    public @Nullable BigDecimal written() {
        return written;
    }

    PyFloat negated() {
        return new PyFloat(-value, written == null ? null : written.negate());
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof PyFloat that && Double.compare(value, that.value) == 0;
    }

    @Override
    public int hashCode() {
        return Double.hashCode(value);
    }

    @Override
    public String toString() {
        return FloatText.repr(value);
    }
}
