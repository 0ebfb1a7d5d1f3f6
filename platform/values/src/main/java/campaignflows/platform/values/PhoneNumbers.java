package campaignflows.platform.values;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Turns what people write as a phone number into the digits that identify it. A number with {@code +}, or one that the
 * region makes complete, becomes its E.164 digits; any other keeps its digits as given, because a number that the
 * library does not know may still be a good one. Nothing but a wrong count of digits is refused.
 */
final class PhoneNumbers {
    static final int MIN_DIGITS = 5;
    static final int MAX_DIGITS = 20;
    private static final int MAX_RAW_LENGTH = 100;
    private static final PhoneNumberUtil LIBRARY = PhoneNumberUtil.getInstance();

    private PhoneNumbers() {}

    static boolean isDigits(String text) {
        return text.length() >= MIN_DIGITS && text.length() <= MAX_DIGITS && isAsciiNumber(text, 0);
    }

    /** The digits, or empty if there are fewer than 5 or more than 20 of them. */
    static Optional<String> parse(String raw, @Nullable String region) {
        if (raw.length() > MAX_RAW_LENGTH) {
            return Optional.empty();
        }
        String digits = international(raw, region).orElseGet(() -> digitsOf(raw));
        return isDigits(digits) ? Optional.of(digits) : Optional.empty();
    }

    private static boolean isAsciiNumber(String raw, int from) {
        for (int i = from; i < raw.length(); i++) {
            if (raw.charAt(i) < '0' || raw.charAt(i) > '9') {
                return false;
            }
        }
        return raw.length() > from;
    }

    /** Every decimal digit of the text, of any script, as ASCII. */
    static String digitsOf(String raw) {
        StringBuilder digits = new StringBuilder(raw.length());
        raw.codePoints().filter(Character::isDigit).forEach(c -> digits.append((char) ('0' + Character.digit(c, 10))));
        return digits.toString();
    }

    private static Optional<String> international(String raw, @Nullable String region) {
        boolean plus = raw.startsWith("+") || raw.startsWith("\uFF0B");
        if (plus && isAsciiNumber(raw, 1) && CallingCodes.keep(raw.substring(1))) {
            return Optional.of(raw.substring(1));
        }
        boolean knownRegion = region != null && LIBRARY.getSupportedRegions().contains(region);
        if (!plus && !knownRegion) {
            return Optional.empty();
        }
        try {
            var number = LIBRARY.parse(raw, knownRegion ? region : null);
            if (!LIBRARY.isPossibleNumber(number)) {
                return Optional.empty();
            }
            return Optional.of(LIBRARY.format(number, PhoneNumberFormat.E164).substring(1));
        } catch (NumberParseException e) {
            return Optional.empty();
        }
    }
}
