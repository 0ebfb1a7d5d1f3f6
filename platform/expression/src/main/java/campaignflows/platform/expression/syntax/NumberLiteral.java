package campaignflows.platform.expression.syntax;

import campaignflows.platform.expression.runtime.PyFloat;
import campaignflows.platform.expression.runtime.PyInt;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * Python's numbers: where one ends and what it is worth. A float keeps its text as an exact decimal. Read character by
 * character: a pattern would go a step deeper into the stack with each digit.
 */
final class NumberLiteral {
    private static final int MAX_DIGITS = 4_300;
    /** Beyond these powers of ten a float is 0 or infinite anyway, and so is no decimal that a field could hold. */
    private static final int MAX_EXPONENT = 400;

    private static final int ONLY_ZEROS = 1;

    private NumberLiteral() {}

    static int end(Source source, int at, int end) {
        String text = source.text();
        int after = floatEnd(text, at, end);
        if (after == at) {
            Integer radix = radix(text, at, end);
            int from = at + 2 < end && text.charAt(at + 2) == '_' ? at + 3 : at + 2;
            after = radix == null ? at : digits(text, from, end, radix);
            if (radix == null || after == from) {
                after = digits(text, at, end, text.charAt(at) == '0' ? ONLY_ZEROS : 10);
            }
        }
        if (after == at) {
            throw source.error(at, "This is no number of Python (one cannot begin with 0)");
        }
        checkAfter(source, at, after, end);
        return after;
    }

    /** The place after a float that begins there; the place itself if none does. */
    private static int floatEnd(String text, int at, int end) {
        int whole = digits(text, at, end, 10);
        boolean point = whole < end && text.charAt(whole) == '.';
        int mantissa = point ? digits(text, whole + 1, end, 10) : whole;
        if (mantissa == at || (point && mantissa == at + 1)) {
            return at;
        }
        int exponent = exponentEnd(text, mantissa, end);
        return point || exponent > mantissa ? exponent : at;
    }

    private static int exponentEnd(String text, int at, int end) {
        if (at >= end || (text.charAt(at) != 'e' && text.charAt(at) != 'E')) {
            return at;
        }
        boolean signed = at + 1 < end && (text.charAt(at + 1) == '+' || text.charAt(at + 1) == '-');
        int from = signed ? at + 2 : at + 1;
        int after = digits(text, from, end, 10);
        return after == from ? at : after;
    }

    /** The place after digits, with single underscores between them. */
    private static int digits(String text, int from, int end, int radix) {
        int at = from;
        while (at < end && isDigit(text.charAt(at), radix)) {
            at++;
            if (at + 1 < end && text.charAt(at) == '_' && isDigit(text.charAt(at + 1), radix)) {
                at++;
            }
        }
        return at;
    }

    private static boolean isDigit(char c, int radix) {
        return radix == ONLY_ZEROS ? c == '0' : c < 0x80 && Character.digit(c, radix) >= 0;
    }

    /** What a prefix such as 0x says; null if there is none. */
    private static @Nullable Integer radix(String text, int at, int end) {
        if (at + 1 >= end || text.charAt(at) != '0') {
            return null;
        }
        return switch (text.charAt(at + 1)) {
            case 'x', 'X' -> 16;
            case 'o', 'O' -> 8;
            case 'b', 'B' -> 2;
            default -> null;
        };
    }

    private static void checkAfter(Source source, int at, int after, int end) {
        if (after >= end) {
            return;
        }
        char c = source.text().charAt(after);
        if (c == 'j' || c == 'J') {
            throw source.error(at, "Complex numbers are not supported");
        }
        if (Character.isLetterOrDigit(c) || c == '_') {
            throw source.error(at, "This is no number of Python (one cannot begin with 0 or be followed by a letter)");
        }
    }

    static Object value(Source source, Token token) {
        String text = token.text().replace("_", "");
        Integer radix = radix(text, 0, text.length());
        if (radix != null) {
            String digits = text.substring(2);
            if ((long) digits.length() * Integer.numberOfTrailingZeros(radix) > PyInt.MAX_BITS) {
                throw source.error(token.at(), "The number has more than %,d bits".formatted(PyInt.MAX_BITS));
            }
            return PyInt.of(PyInt.parsed(digits, radix));
        }
        if (text.indexOf('.') >= 0 || text.indexOf('e') >= 0 || text.indexOf('E') >= 0) {
            return floating(text);
        }
        if (text.length() > MAX_DIGITS) {
            throw source.error(token.at(), "The number has more than %d digits".formatted(MAX_DIGITS));
        }
        return PyInt.of(PyInt.parsed(text, 10));
    }

    private static PyFloat floating(String text) {
        double value = Double.parseDouble(text);
        boolean ordinary = text.length() < 100
                && (value == 0 || (Math.abs(Math.log10(Math.abs(value))) < MAX_EXPONENT && !Double.isInfinite(value)));
        if (!ordinary) {
            return new PyFloat(value);
        }
        return value == 0 ? PyFloat.literal(0, zeroOf(text)) : PyFloat.literal(value, new BigDecimal(text));
    }

    /** A zero keeps the places after its point, and no more: its exponent could be anything. */
    private static BigDecimal zeroOf(String text) {
        return text.chars().allMatch(c -> c == '0' || c == '.') ? new BigDecimal(text) : BigDecimal.ZERO;
    }
}
