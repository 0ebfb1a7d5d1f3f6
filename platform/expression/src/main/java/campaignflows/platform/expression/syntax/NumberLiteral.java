package campaignflows.platform.expression.syntax;

import campaignflows.platform.expression.runtime.PyFloat;
import campaignflows.platform.expression.runtime.Whole;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Python's numbers: where one ends and what it is worth. A float keeps its text as an exact decimal. */
final class NumberLiteral {
    private static final String DIGITS = "[0-9](?:_?[0-9])*";
    private static final Pattern FLOAT =
            Pattern.compile("(?:(?:%1$s)?\\.%1$s|%1$s\\.)(?:[eE][+-]?%1$s)?|%1$s[eE][+-]?%1$s".formatted(DIGITS));
    private static final Pattern PREFIXED =
            Pattern.compile("0[xX](?:_?[0-9a-fA-F])+|0[oO](?:_?[0-7])+|0[bB](?:_?[01])+");
    private static final Pattern WHOLE = Pattern.compile("[1-9](?:_?[0-9])*|0(?:_?0)*");
    private static final int MAX_DIGITS = 4_300;
    /** Beyond these powers of ten a float is 0 or infinite anyway, and so is no decimal that a field could hold. */
    private static final int MAX_EXPONENT = 400;

    private NumberLiteral() {}

    static int end(Source source, int at, int end) {
        for (Pattern pattern : new Pattern[] {FLOAT, PREFIXED, WHOLE}) {
            Matcher matcher = pattern.matcher(source.text()).region(at, end);
            if (matcher.lookingAt()) {
                checkAfter(source, at, matcher.end(), end);
                return matcher.end();
            }
        }
        throw source.error(at, "This is no number of Python (one cannot begin with 0)");
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
        if (PREFIXED.matcher(token.text()).matches()) {
            int radix = switch (text.charAt(1)) {
                case 'x', 'X' -> 16;
                case 'o', 'O' -> 8;
                default -> 2;
            };
            return Whole.of(new BigInteger(text.substring(2), radix));
        }
        if (WHOLE.matcher(token.text()).matches()) {
            if (text.length() > MAX_DIGITS) {
                throw source.error(token.at(), "The number has more than %d digits".formatted(MAX_DIGITS));
            }
            return Whole.of(new BigInteger(text));
        }
        return floating(text);
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
        return text.matches("[0.]+") ? new BigDecimal(text) : BigDecimal.ZERO;
    }
}
