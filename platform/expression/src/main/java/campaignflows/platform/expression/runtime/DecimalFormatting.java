package campaignflows.platform.expression.runtime;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** {@code format()} of a Decimal. */
final class DecimalFormatting {
    private static final int OF_DECIMAL = 16;

    private DecimalFormatting() {}

    static String of(Evaluation run, PyDecimal number, FormatSpec spec) {
        char type = spec.type();
        if (type != 0 && "eEfFgGn%".indexOf(type) < 0 || spec.alternate()) {
            throw PythonError.value("invalid format string");
        }
        if (spec.grouping() == '_' || (spec.grouping() != 0 && type == 'n') || (spec.zeros() && spec.align() != 0)) {
            throw PythonError.value("invalid format string");
        }
        BigDecimal value = number.value().abs();
        if (type == '%') {
            value = value.scaleByPowerOfTen(2);
        }
        run.step(OF_DECIMAL + 2 * Work.of(number));
        run.allocateText((long) value.precision() + Math.abs((long) value.scale()) + Math.max(0, spec.precision()));
        String text = switch (type) {
            case 'e', 'E' -> scientific(rounded(value, spec.precision() + 1, spec), type);
            case 'f', 'F', '%' -> fixed(value, spec);
            default ->
                general(rounded(value, Math.max(1, spec.precision()), spec), type == 'G' ? 'E' : type == 0 ? 'E' : 'e');
        };
        int end = Formatting.wholeEnd(text);
        boolean negative = number.isNegative() && !(spec.noMinusZero() && Formatting.isZero(text));
        return spec.number(run, negative, "", text.substring(0, end), text.substring(end) + (type == '%' ? "%" : ""));
    }

    private static BigDecimal rounded(BigDecimal value, int digits, FormatSpec spec) {
        if (spec.precision() < 0) {
            return value;
        }
        if (value.signum() == 0) {
            boolean padded = spec.type() == 'e' || spec.type() == 'E';
            return padded ? BigDecimal.valueOf(0, spec.precision()) : value;
        }
        BigDecimal result =
                value.precision() > digits ? value.round(new MathContext(digits, RoundingMode.HALF_EVEN)) : value;
        boolean padded = (spec.type() == 'e' || spec.type() == 'E') && result.precision() < digits;
        return padded ? result.setScale(result.scale() + digits - result.precision()) : result;
    }

    private static String fixed(BigDecimal value, FormatSpec spec) {
        if (spec.precision() >= 0) {
            return Formatting.fixed(value, spec.precision());
        }
        return value.toPlainString();
    }

    private static String scientific(BigDecimal value, char e) {
        String digits = value.unscaledValue().toString();
        boolean zero = value.signum() == 0;
        int exponent = zero ? 0 : digits.length() - 1 - value.scale();
        if (zero) {
            String fraction = "0".repeat(Math.max(0, value.scale()));
            return (fraction.isEmpty() ? "0" : "0." + fraction) + e + "+0";
        }
        String mantissa = digits.length() == 1 ? digits : digits.charAt(0) + "." + digits.substring(1);
        return mantissa + e + (exponent < 0 ? "" : "+") + exponent;
    }

    private static String general(BigDecimal value, char e) {
        int left = value.precision() - value.scale();
        boolean plain = value.scale() >= 0 && left > -6;
        return plain ? value.toPlainString() : value.toString().replace('E', e);
    }
}
