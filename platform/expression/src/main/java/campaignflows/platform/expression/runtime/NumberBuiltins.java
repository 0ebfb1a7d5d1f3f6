package campaignflows.platform.expression.runtime;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/** {@code int}, {@code float}, {@code round}, {@code abs}, {@code divmod} and {@code pow}. */
final class NumberBuiltins {
    private static final int MAX_DIGITS = 4_300;
    /** Rounding an int takes as long as so many multiplications. */
    private static final int ROUNDING = 8;

    private static final int INVERSION = 64;
    private static final int OF_POWER = 64;

    private NumberBuiltins() {}

    static Object makeInt(Evaluation run, Arguments arguments) {
        @Nullable Object[] bound = arguments.bind("int", 0, "x", "base");
        Object value = bound[0];
        Object base = bound[1];
        if (value == null) {
            return 0L;
        }
        if (base != null) {
            if (!(value instanceof String text)) {
                throw PythonError.type("int() can't convert non-string with explicit base");
            }
            return parsed(run, text, Dates.whole(base));
        }
        return value instanceof String text ? parsed(run, text, 10) : toInt(run, value);
    }

    static Object toInt(Evaluation run, Object value) {
        return switch (value) {
            case PyFloat number -> {
                requireFinite(number.value());
                yield PyInt.of(new BigDecimal(number.value()).toBigInteger());
            }
            case PyDecimal number -> PyInt.of(Decimals.truncated(run, number.value(), RoundingMode.DOWN));
            default -> {
                if (!PyInt.is(value)) {
                    throw PythonError.type(
                            "int() argument must be a string, a bytes-like object or a real number, not '%s'"
                                    .formatted(Types.name(value)));
                }
                yield PyInt.number(value);
            }
        };
    }

    private static void requireFinite(double value) {
        if (Double.isNaN(value)) {
            throw PythonError.value("cannot convert float NaN to integer");
        }
        if (Double.isInfinite(value)) {
            throw PythonError.overflow("cannot convert float infinity to integer");
        }
    }

    private static Object parsed(Evaluation run, String text, int base) {
        if (base != 0 && (base < 2 || base > 36)) {
            throw PythonError.value("int() base must be >= 2 and <= 36, or 0");
        }
        String plain = plainDigits(text);
        boolean negative = plain.startsWith("-");
        String digits = negative || plain.startsWith("+") ? plain.substring(1) : plain;
        int radix = base;
        String prefix = digits.length() > 1 && digits.charAt(0) == '0' ? digits.substring(1, 2) : "";
        int named = "bB".contains(prefix) ? 2 : "oO".contains(prefix) ? 8 : "xX".contains(prefix) ? 16 : 0;
        if (!prefix.isEmpty() && named != 0 && (base == 0 || base == named)) {
            radix = named;
            digits = digits.substring(2);
            digits = digits.startsWith("_") ? digits.substring(1) : digits;
        } else if (base == 0) {
            radix = digits.matches("0[0_]*") || !digits.startsWith("0") ? 10 : 0;
        }
        if (radix == 0 || !isNumber(digits, radix)) {
            throw PythonError.value("invalid literal for int() with base %d: %s".formatted(base, Repr.of(run, text)));
        }
        String bare = digits.replace("_", "");
        if (bare.length() > MAX_DIGITS && Integer.bitCount(radix) != 1) {
            throw PythonError.value(
                    "Exceeds the limit (%d digits) for integer string conversion: value has %d digits; use sys.set_int_max_str_digits() to increase the limit"
                            .formatted(MAX_DIGITS, bare.length()));
        }
        IntArithmetic.charge(run, 5L * bare.length());
        BigInteger number = PyInt.parsed(bare, radix);
        return PyInt.of(negative ? number.negate() : number);
    }

    private static boolean isNumber(String digits, int radix) {
        if (digits.isEmpty() || digits.startsWith("_") || digits.endsWith("_") || digits.contains("__")) {
            return false;
        }
        return digits.chars().allMatch(c -> c == '_' || (c < 0x80 && Character.digit(c, radix) >= 0));
    }

    /** Without white space around it, and with the digits of other scripts as 0 to 9. */
    static String plainDigits(String text) {
        String bare = Splitting.stripped(text, null, true, true);
        if (bare.chars().allMatch(c -> c < 0x80)) {
            return bare;
        }
        StringBuilder out = new StringBuilder();
        bare.codePoints().forEach(c -> {
            boolean digit = c >= 0x80 && Character.getType(c) == Character.DECIMAL_DIGIT_NUMBER;
            out.appendCodePoint(digit ? '0' + Character.digit(c, 10) : c);
        });
        return out.toString();
    }

    static PyFloat makeFloat(Object value) {
        return value instanceof String text
                ? parsedFloat(text)
                : toFloat(value, "float() argument must be a string or a real number, not '%s'");
    }

    private static PyFloat parsedFloat(String text) {
        String plain = plainDigits(text);
        boolean underscores = plain.indexOf('_') >= 0;
        String bare = underscores ? plain.replaceAll("(?<=[0-9])_(?=[0-9])", "") : plain;
        if (bare.matches("(?i)[+-]?(?:inf|infinity)")) {
            return new PyFloat(bare.startsWith("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY);
        }
        if (bare.matches("(?i)[+-]?nan")) {
            return new PyFloat(Double.NaN);
        }
        if (!bare.matches("[+-]?(?:[0-9]++\\.?[0-9]*+|\\.[0-9]++)(?:[eE][+-]?[0-9]++)?")) {
            throw PythonError.value("could not convert string to float: " + Repr.text(text));
        }
        return new PyFloat(Double.parseDouble(bare));
    }

    static PyFloat toFloat(Object value, String otherwise) {
        return switch (value) {
            case PyFloat number -> new PyFloat(number.value());
            case PyDecimal number -> {
                double nearest = Double.parseDouble(number.value().toString());
                yield new PyFloat(number.minusZero() ? -0.0 : nearest);
            }
            default -> {
                if (!PyInt.is(value)) {
                    throw PythonError.type(otherwise.formatted(Types.name(value)));
                }
                yield new PyFloat(PyInt.toDouble(value));
            }
        };
    }

    static Object abs(Object value) {
        return switch (value) {
            case PyFloat number -> number.value() < 0 || 1 / number.value() < 0 ? number.negated() : number;
            case PyDecimal number -> Decimals.rounded(number.value().abs());
            case PyTimedelta delta -> delta.days() < 0 ? delta.negated() : delta;
            default -> {
                if (!PyInt.is(value)) {
                    throw PythonError.type("bad operand type for abs(): '%s'".formatted(Types.name(value)));
                }
                yield PyInt.of(PyInt.big(value).abs());
            }
        };
    }

    static Object round(Evaluation run, Arguments arguments) {
        @Nullable Object[] bound = arguments.bind("round", 1, "number", "ndigits");
        Object value = bound[0];
        @Nullable Object digits = bound[1] == PyNone.NONE ? null : bound[1];
        if (digits != null && !PyInt.is(digits)) {
            throw PythonError.type("'%s' object cannot be interpreted as an integer".formatted(Types.name(digits)));
        }
        int places = digits == null ? 0 : Arguments.of(digits).whole(0);
        return switch (value) {
            case PyFloat number -> {
                if (digits == null) {
                    requireFinite(number.value());
                    yield PyInt.of(FloatText.nearest(number.value()));
                }
                yield new PyFloat(rounded(number.value(), places));
            }
            case PyDecimal number ->
                digits == null
                        ? PyInt.of(Decimals.truncated(run, number.value(), RoundingMode.HALF_EVEN))
                        : Decimals.quantized(number, places);
            case null, default -> {
                if (value == null || !PyInt.is(value)) {
                    throw PythonError.type(
                            "type %s doesn't define __round__ method".formatted(Arguments.typeOf(value)));
                }
                yield digits == null || places >= 0 ? PyInt.number(value) : roundedWhole(run, value, places);
            }
        };
    }

    private static double rounded(double value, int places) {
        if (Double.isNaN(value) || Double.isInfinite(value) || value == 0 || places > 323) {
            return value;
        }
        if (places < -308) {
            return Math.copySign(0.0, value);
        }
        double result =
                new BigDecimal(value).setScale(places, RoundingMode.HALF_EVEN).doubleValue();
        if (Double.isInfinite(result)) {
            throw PythonError.overflow("rounded value too large to represent");
        }
        return result == 0 ? Math.copySign(0.0, value) : result;
    }

    private static Object roundedWhole(Evaluation run, Object value, int places) {
        BigInteger number = PyInt.big(value);
        run.step(ROUNDING * Work.product(number.bitLength()));
        if (-(long) places > number.bitLength() + 2L) {
            return 0L;
        }
        return PyInt.of(
                new BigDecimal(number).setScale(places, RoundingMode.HALF_EVEN).toBigInteger());
    }

    static Object divmod(Evaluation run, Object a, Object b) {
        if (a instanceof PyDecimal || b instanceof PyDecimal) {
            @Nullable PyDecimal x = Arithmetic.decimal(a);
            @Nullable PyDecimal y = Arithmetic.decimal(b);
            if (x == null || y == null) {
                throw Types.unsupported("divmod()", a, b);
            }
            return Decimals.divmod(x, y);
        }
        boolean deltas = a instanceof PyTimedelta && b instanceof PyTimedelta;
        if (!deltas && !(Numbers.is(a) && Numbers.is(b))) {
            throw Types.unsupported("divmod()", a, b);
        }
        if (deltas || PyInt.is(a) && PyInt.is(b)) {
            Object quotient = Arithmetic.apply(run, Op.FLOOR_DIVIDE, a, b);
            return PyTuple.of(quotient, Arithmetic.apply(run, Op.MODULO, a, b));
        }
        double divisor = toFloat(b, "%s").value();
        if (divisor == 0) {
            throw PythonError.division("float divmod()");
        }
        double[] parts = Floats.divmod(toFloat(a, "%s").value(), divisor);
        return PyTuple.of(new PyFloat(parts[0]), new PyFloat(parts[1]));
    }

    /** Java multiplies in the plain way here: each word of one number with each of the other. */
    private static long modularProduct(BigInteger modulus) {
        long words = modulus.bitLength() >> 5;
        return words * words >> 5;
    }

    static Object pow(Evaluation run, Arguments arguments) {
        arguments.count("pow", 2, 3);
        if (arguments.size() == 2) {
            return Arithmetic.apply(run, Op.POWER, arguments.get(0), arguments.get(1));
        }
        for (Object argument : arguments.positional()) {
            if (!PyInt.is(argument)) {
                throw PythonError.type("pow() 3rd argument not allowed unless all arguments are integers");
            }
        }
        BigInteger exponent = PyInt.big(arguments.get(1));
        BigInteger modulus = PyInt.big(arguments.get(2));
        if (modulus.signum() == 0) {
            throw PythonError.value("pow() 3rd argument cannot be 0");
        }
        BigInteger base = PyInt.big(arguments.get(0));
        IntArithmetic.charge(run, modulus.bitLength() * 4L);
        run.step(2 * Work.product(base.bitLength()) + OF_POWER);
        run.step(
                exponent.signum() < 0
                        ? INVERSION * (1 + modularProduct(modulus))
                                + exponent.bitLength() * (1 + modularProduct(modulus))
                        : exponent.bitLength() * (1 + modularProduct(modulus)));
        try {
            BigInteger result = base.modPow(exponent, modulus.abs());
            return PyInt.of(modulus.signum() < 0 && result.signum() != 0 ? result.add(modulus) : result);
        } catch (ArithmeticException e) {
            throw PythonError.value("base is not invertible for the given modulus");
        }
    }
}
