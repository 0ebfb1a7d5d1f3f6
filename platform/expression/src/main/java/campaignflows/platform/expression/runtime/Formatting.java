package campaignflows.platform.expression.runtime;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.LocalTime;

/** {@code format(value, spec)}, which f-strings are made of. */
public final class Formatting {
    private static final int OF_FLOAT = 64;

    private Formatting() {}

    public static String of(Evaluation run, Object value, String spec) {
        run.step(Work.of(value) + Work.of(spec));
        return switch (value) {
            case LocalDate day ->
                spec.isEmpty() ? Repr.str(run, day) : Strftime.format(run, spec, day.atStartOfDay(), null);
            case PyDateTime moment ->
                spec.isEmpty() ? Repr.str(run, moment) : Strftime.format(run, spec, moment.local(), moment);
            case LocalTime time ->
                spec.isEmpty()
                        ? Repr.str(run, time)
                        : Strftime.format(run, spec, LocalDate.of(1900, 1, 1).atTime(time), null);
            default -> {
                if (spec.isEmpty()) {
                    yield Repr.str(run, value);
                }
                if (!(value instanceof String) && !Numbers.is(value)) {
                    throw withoutFormats(value);
                }
                yield specified(run, value, FormatSpec.of(spec, value));
            }
        };
    }

    private static PythonError withoutFormats(Object value) {
        return PythonError.type("unsupported format string passed to %s.__format__".formatted(Types.name(value)));
    }

    static String specified(Evaluation run, Object value, FormatSpec spec) {
        return switch (value) {
            case String string -> text(run, string, spec);
            case Long number -> whole(run, value, spec);
            case BigInteger number -> whole(run, value, spec);
            case Boolean flag -> whole(run, value, spec);
            case PyFloat number -> floating(run, value, number.value(), spec);
            case PyDecimal number -> DecimalFormatting.of(run, number, spec);
            default -> throw withoutFormats(value);
        };
    }

    private static String text(Evaluation run, String text, FormatSpec spec) {
        if (spec.type() != 's' && spec.type() != 0) {
            throw spec.unknown(text);
        }
        String refused = spec.sign() == ' '
                ? "Space"
                : spec.sign() != 0
                        ? "Sign"
                        : spec.noMinusZero()
                                ? "Negative zero coercion (z)"
                                : spec.alternate() ? "Alternate form (#)" : spec.align() == '=' ? "'=' alignment" : "";
        if (!refused.isEmpty()) {
            throw PythonError.value(refused + " not allowed in string format specifier");
        }
        String shown = spec.precision() >= 0 ? Characters.between(text, 0, spec.precision()) : text;
        return spec.pad(run, shown, '<');
    }

    private static String whole(Evaluation run, Object value, FormatSpec spec) {
        BigInteger number = PyInt.big(value);
        switch (spec.type()) {
            case 'e', 'E', 'f', 'F', 'g', 'G', '%' -> {
                return floating(run, value, PyInt.toDouble(value), spec);
            }
            default -> {}
        }
        int radix = switch (spec.type()) {
            case 0, 'd', 'n', 'c' -> 10;
            case 'b' -> 2;
            case 'o' -> 8;
            case 'x', 'X' -> 16;
            default -> throw spec.unknown(value);
        };
        if (spec.precision() >= 0) {
            throw PythonError.value("Precision not allowed in integer format specifier");
        }
        if (spec.noMinusZero()) {
            throw PythonError.value("Negative zero coercion (z) not allowed in integer format specifier");
        }
        if (spec.type() == 'c') {
            return characterOf(run, number, spec);
        }
        String digits = radix == 10 ? Repr.digits(number.abs()) : PyInt.digits(number.abs(), radix);
        String prefix = spec.alternate() && radix != 10 ? "0" + spec.type() : "";
        return spec.number(
                run,
                number.signum() < 0,
                prefix,
                spec.type() == 'X' ? digits.toUpperCase(java.util.Locale.ROOT) : digits,
                "");
    }

    private static String characterOf(Evaluation run, BigInteger number, FormatSpec spec) {
        if (spec.sign() != 0) {
            throw PythonError.value("Sign not allowed with integer format specifier 'c'");
        }
        if (spec.alternate()) {
            throw PythonError.value("Alternate form (#) not allowed with integer format specifier 'c'");
        }
        if (number.bitLength() > 63) {
            throw PythonError.overflow("Python int too large to convert to C long");
        }
        return spec.pad(run, character(number), '>');
    }

    /** The character of a number. */
    static String character(BigInteger number) {
        if (number.signum() < 0 || number.bitLength() > 21 || !Character.isValidCodePoint(number.intValue())) {
            throw PythonError.overflow("%c arg not in range(0x110000)");
        }
        return Builtins.character(number.intValue());
    }

    private static String floating(Evaluation run, Object given, double value, FormatSpec spec) {
        if (spec.type() != 0 && "eEfFgGn%".indexOf(spec.type()) < 0) {
            throw spec.unknown(given);
        }
        boolean negative = value < 0 || (value == 0 && 1 / value < 0);
        String suffix = spec.type() == '%' ? "%" : "";
        double shown = spec.type() == '%' ? value * 100 : value;
        if (Double.isNaN(shown) || Double.isInfinite(shown)) {
            String text = Double.isNaN(shown) ? "nan" : "inf";
            boolean upper = Character.isUpperCase(spec.type());
            return spec.number(run, negative, "", upper ? text.toUpperCase(java.util.Locale.ROOT) : text, suffix);
        }
        BigDecimal exact = new BigDecimal(Math.abs(shown));
        int precision = spec.precision() < 0 ? 6 : spec.precision();
        run.allocateText(400L + precision);
        run.step(OF_FLOAT);
        String text = switch (spec.type()) {
            case 'f', 'F', '%' -> pointed(FloatText.fixed(exact, precision), spec);
            case 'e', 'E' -> scientific(FloatText.significant(exact, precision + 1), spec);
            case 'g', 'G', 'n' -> general(exact, Math.max(1, precision), spec);
            default -> {
                String plain =
                        spec.precision() < 0 ? FloatText.repr(Math.abs(shown)) : plain(exact, Math.max(1, precision));
                yield spec.alternate() && plain.indexOf('.') < 0 ? plain.replace("e", ".e") : plain;
            }
        };
        boolean zero = spec.noMinusZero() && isZero(text);
        int end = wholeEnd(text);
        return spec.number(run, negative && !zero, "", text.substring(0, end), text.substring(end) + suffix);
    }

    /** Whether a number is shown as nothing but zeros, the exponent apart. */
    static boolean isZero(String text) {
        int exponent = Math.max(text.indexOf('e'), text.indexOf('E'));
        String digits = exponent < 0 ? text : text.substring(0, exponent);
        return digits.chars().noneMatch(c -> c >= '1' && c <= '9');
    }

    static int wholeEnd(String text) {
        int end = 0;
        while (end < text.length() && Character.isDigit(text.charAt(end))) {
            end++;
        }
        return end;
    }

    private static String pointed(String text, FormatSpec spec) {
        return spec.alternate() && text.indexOf('.') < 0 ? text + "." : text;
    }

    private static String scientific(FloatText.Digits digits, FormatSpec spec) {
        String text = digits.scientific(spec.type() == 'E' ? 'E' : 'e');
        return withPoint(text, digits, spec);
    }

    private static String withPoint(String text, FloatText.Digits digits, FormatSpec spec) {
        return spec.alternate() && digits.digits().length() == 1 ? text.charAt(0) + "." + text.substring(1) : text;
    }

    private static String general(BigDecimal exact, int precision, FormatSpec spec) {
        FloatText.Digits all = FloatText.significant(exact, precision);
        FloatText.Digits digits = spec.alternate() ? all : all.stripped();
        if (all.point() > precision || all.point() <= -4) {
            return withPoint(digits.scientific(spec.type() == 'G' ? 'E' : 'e'), digits, spec);
        }
        String text = digits.fixed(0);
        return pointed(text, spec);
    }

    /** Without a letter but with a precision: as g, but with a digit after the point. */
    private static String plain(BigDecimal exact, int precision) {
        FloatText.Digits all = FloatText.significant(exact, precision);
        FloatText.Digits digits = all.stripped();
        return all.point() > precision - 1 || all.point() <= -4 ? digits.scientific('e') : digits.fixed(1);
    }

    /** With that many places after the point. Zeros are written, not reckoned with. */
    static String fixed(BigDecimal value, int places) {
        if (value.signum() == 0 || (long) value.precision() - value.scale() < -(long) places - 1) {
            return places == 0 ? "0" : "0." + "0".repeat(places);
        }
        if (value.scale() > places) {
            return value.setScale(places, RoundingMode.HALF_EVEN).toPlainString();
        }
        int missing = places - Math.max(0, value.scale());
        String text = value.toPlainString();
        return missing == 0 ? text : text + (value.scale() <= 0 ? "." : "") + "0".repeat(missing);
    }
}
