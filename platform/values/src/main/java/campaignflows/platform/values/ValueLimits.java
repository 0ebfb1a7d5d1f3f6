package campaignflows.platform.values;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * The bounds of every value. They exist so that no input, however hostile, makes a value that the database cannot
 * store or that takes memory or time out of proportion to its text. Messages here never repeat the value: it may be
 * personal data.
 */
public final class ValueLimits {
    /** In UTF-16 units, for strings and enumeration values. */
    public static final int MAX_TEXT_LENGTH = 10_000;
    /** In UTF-16 units, for the identifiers of a customer; they are keys of unique indexes. */
    public static final int MAX_IDENTIFIER_LENGTH = 255;
    /** Significant digits of a numeric value, before and after the point together. */
    public static final int MAX_DIGITS = 38;
    /** Digits of a numeric value after the point. */
    public static final int MAX_SCALE = 18;

    static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
    static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999999999Z");

    private ValueLimits() {}

    /** Whether the text can be stored at all: no NUL character and no half of a surrogate pair. */
    public static boolean isStorable(CharSequence text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0 || Character.isLowSurrogate(c)) {
                return false;
            }
            if (Character.isHighSurrogate(c)) {
                i++;
                if (i == text.length() || !Character.isLowSurrogate(text.charAt(i))) {
                    return false;
                }
            }
        }
        return true;
    }

    static void requireStorable(String text, int maxLength) {
        if (text.length() > maxLength) {
            throw new IllegalArgumentException(
                    "Expected at most %d characters, but there are %d".formatted(maxLength, text.length()));
        }
        if (!isStorable(text)) {
            throw new IllegalArgumentException(
                    "Expected text that can be stored, but it holds a NUL character or half of a surrogate pair");
        }
    }

    /** The same number with a scale of zero or more. */
    static BigDecimal requireDecimal(BigDecimal number) {
        if (!isDecimal(number)) {
            throw new IllegalArgumentException(
                    "Expected a number of at most %d digits, at most %d after the point, but it has more"
                            .formatted(MAX_DIGITS, MAX_SCALE));
        }
        return number.scale() < 0 ? number.setScale(0) : number;
    }

    static boolean isDecimal(BigDecimal number) {
        long scale = number.scale();
        if (scale > MAX_SCALE) {
            return false;
        }
        if (number.signum() == 0) {
            return scale >= -MAX_DIGITS;
        }
        return number.precision() - Math.min(scale, 0) <= MAX_DIGITS;
    }

    static void requireYear(int year) {
        if (!isYear(year)) {
            throw new IllegalArgumentException("Expected a year from 1 to 9999, but it is " + year);
        }
    }

    static boolean isYear(int year) {
        return year >= 1 && year <= 9999;
    }

    static boolean isInstant(Instant instant) {
        return !instant.isBefore(EARLIEST) && !instant.isAfter(LATEST);
    }

    static Instant requireInstant(Instant instant) {
        if (!isInstant(instant)) {
            throw new IllegalArgumentException("Expected an instant of the years 1 to 9999, but it is outside");
        }
        return instant.truncatedTo(ChronoUnit.MICROS);
    }
}
