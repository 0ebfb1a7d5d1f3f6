package campaignflows.platform.expression.runtime;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The methods of int, float and Decimal. */
final class NumberMethods {
    static final Set<String> INT = Set.of("bit_length", "bit_count");
    static final Set<String> FLOAT = Set.of("is_integer");
    static final Set<String> DECIMAL = Set.of("quantize", "normalize", "to_integral_value", "is_signed", "is_zero");

    private NumberMethods() {}

    static Object call(BigInteger number, String name, Arguments arguments) {
        arguments.count(name, 0, 0);
        return name.equals("bit_length")
                ? (long) number.abs().bitLength()
                : (long) number.abs().bitCount();
    }

    static Object call(PyFloat number, String name, Arguments arguments) {
        arguments.count(name, 0, 0);
        return number.value() == Math.rint(number.value()) && !Double.isInfinite(number.value());
    }

    static Object call(PyDecimal number, String name, Arguments arguments) {
        BigDecimal value = number.value();
        switch (name) {
            case "quantize" -> {
                @Nullable Object[] bound = arguments.bind(name, 1, "exp");
                PyDecimal form = bound[0] == null ? null : Arithmetic.decimal(bound[0]);
                if (form == null) {
                    throw PythonError.type(
                            "conversion from %s to Decimal is not supported".formatted(Arguments.typeOf(bound[0])));
                }
                return Decimals.quantized(number, form.value().scale());
            }
            case "normalize" -> {
                arguments.count(name, 0, 0);
                BigDecimal rounded = Decimals.rounded(value).value();
                return value.signum() == 0
                        ? new PyDecimal(BigDecimal.ZERO, number.minusZero())
                        : new PyDecimal(rounded.stripTrailingZeros());
            }
            case "to_integral_value" -> {
                arguments.count(name, 0, 0);
                return value.scale() <= 0 ? number : Decimals.whole(number);
            }
            case "is_zero" -> {
                arguments.count(name, 0, 0);
                return value.signum() == 0;
            }
            default -> {
                arguments.count(name, 0, 0);
                return number.isNegative();
            }
        }
    }
}
