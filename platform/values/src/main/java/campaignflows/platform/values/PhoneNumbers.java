package campaignflows.platform.values;

import campaignflows.platform.values.ParseResult.Invalid;
import campaignflows.platform.values.ParseResult.Parsed;
import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.PhoneNumberUtil.ValidationResult;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Turns what people write as a phone number into the one form in which it is stored, matched and shown: {@code +} and the
 * digits of E.164, or the digits as given where their country is unknown. A {@code +} says that the digits
 * are complete, so what is shown with one reads as itself in every region (docs: ADR 0011).
 *
 * <p>Without a {@code +} the tenant's region decides: a number that is in use there, else one that is in use with the
 * country code that it begins with (a file whose plus signs a spreadsheet has taken away), else one whose length fits. The
 * region's own country code goes first where national numbers begin with a 0 or the like. 00 before a number in use is a plus,
 * in every region that does not read it otherwise, and without one.
 */
final class PhoneNumbers {
    static final int MIN_DIGITS = 5;
    static final int MAX_DIGITS = 20;
    private static final int LONGEST_INTERNATIONAL = 15;
    private static final int MAX_READINGS = 4;
    private static final String DIALLED = "00";
    private static final PhoneNumberUtil LIBRARY = PhoneNumberUtil.getInstance();
    private static final Set<String> REGIONS = LIBRARY.getSupportedRegions();

    private PhoneNumbers() {}

    /** Whether the text is a number in its stored form. */
    static boolean isCanonical(String text) {
        int from = text.startsWith("+") ? 1 : 0;
        int digits = text.length() - from;
        return digits >= MIN_DIGITS && digits <= MAX_DIGITS && isAsciiNumber(text, from);
    }

    static ParseResult parse(String raw, @Nullable String region) {
        return switch (PhoneText.of(raw)) {
            case PhoneText.Refused refused -> new Invalid(refused.message());
            case PhoneText.Number(boolean plus, String digits) -> number(plus, digits, region);
        };
    }

    /** As {@link #parse}, for digits that are complete even without a plus, as a WhatsApp id's are. */
    static ParseResult parseComplete(String raw, @Nullable String region) {
        if (PhoneText.of(raw) instanceof PhoneText.Number(boolean plus, String digits) && !plus) {
            Read complete = international(digits);
            if (complete.isInUse()) {
                return parsed(complete.text());
            }
        }
        return parse(raw, region);
    }

    /** Digits that have their country code in the stored form; as they are if there is no such number. */
    static String completed(String digits) {
        Read complete = isAsciiNumber(digits, 0) ? whole(digits) : Read.NONE;
        return complete.isInUse() || (complete.fits() && !complete.isTooShort()) ? complete.text() : digits;
    }

    private static ParseResult number(boolean plus, String digits, @Nullable String region) {
        if (plus) {
            return complete(digits);
        }
        @Nullable String known = region != null && REGIONS.contains(region) ? region : null;
        @Nullable Read complete = known == null || beginsWithCallingCode(digits, known) ? whole(digits) : null;
        if (complete != null && complete.isInUse()) {
            return parsed(complete.text());
        }
        Read national = known != null ? national(digits, known) : Read.NONE;
        if (national.isInUse()) {
            return parsed(national.text());
        }
        if (complete == null) {
            complete = whole(digits);
        }
        if (complete.isInUse()) {
            return parsed(complete.text());
        }
        if (significant(digits) < MIN_DIGITS || national.isTooShort() || digits.length() > MAX_DIGITS) {
            return PhoneText.wrongLength();
        }
        if (national.fits()) {
            return parsed(national.text());
        }
        return parsed(complete.fits() && !complete.isTooShort() ? complete.text() : digits);
    }

    /** Whether they begin with the region's own calling code, where a national number begins with another digit. */
    private static boolean beginsWithCallingCode(String digits, String region) {
        String trunk = LIBRARY.getNddPrefixForRegion(region, true);
        return trunk != null
                && !digits.startsWith(trunk)
                && digits.startsWith(Integer.toString(LIBRARY.getCountryCodeForRegion(region)));
    }

    private static ParseResult complete(String digits) {
        if (digits.length() <= MAX_DIGITS
                && CallingCodes.keep(digits)
                && digits.length() > CallingCodes.LONGEST + MIN_DIGITS) {
            return parsed("+" + digits);
        }
        Read read = whole(digits);
        if (read.isInUse()) {
            return parsed(read.text());
        }
        if (significant(digits) < MIN_DIGITS || read.isTooShort() || digits.length() > MAX_DIGITS) {
            return PhoneText.wrongLength();
        }
        return parsed(read.fits() ? read.text() : "+" + digits);
    }

    private static Parsed parsed(String canonical) {
        return new Parsed(new FieldValue.Phone(canonical));
    }

    /**
     * What the library makes of digits.
     *
     * @param text  with plus; empty if it makes nothing of them
     * @param isInUse whether numbers like this are given out
     * @param fits  whether it has the length of a whole number there
     * @param isTooShort whether fewer than five digits are left of it after the country code
     */
    private record Read(String text, boolean isInUse, boolean fits, boolean isTooShort) {
        static final Read NONE = new Read("", false, false, false);
    }

    private static Read national(String digits, String region) {
        Read first = read(digits, region);
        // What it gives must read as itself, or it would be somebody else's when it comes back.
        return first.text().isEmpty() ? first : stable(first);
    }

    private static Read international(String digits) {
        boolean isNone = digits.startsWith("0") || digits.length() > LONGEST_INTERNATIONAL + 2;
        return isNone ? Read.NONE : stable(read("+" + digits, null));
    }

    /**
     * Digits that begin with their country code, or with 00, as people dial most of the world; that counts only where the number
     * after it is in use. A region in which 00 means something else has read them before.
     */
    private static Read whole(String digits) {
        if (!digits.startsWith(DIALLED)) {
            return international(digits);
        }
        Read rest = international(digits.substring(DIALLED.length()));
        return rest.isInUse() ? rest : Read.NONE;
    }

    private static Read stable(Read first) {
        if (!first.text().isEmpty() && CallingCodes.keep(first.text().substring(1))) {
            return first;
        }
        Read last = first;
        for (int i = 0; i < MAX_READINGS && !last.text().isEmpty(); i++) {
            Read again = read(last.text(), null);
            if (again.text().equals(last.text())) {
                return last;
            }
            last = again;
        }
        return Read.NONE;
    }

    private static Read read(String text, @Nullable String region) {
        try {
            PhoneNumber number = LIBRARY.parse(text, region);
            boolean inUse = LIBRARY.isValidNumber(number);
            boolean fits = LIBRARY.isPossibleNumberWithReason(number) == ValidationResult.IS_POSSIBLE;
            boolean tooShort = LIBRARY.getNationalSignificantNumber(number).length() < MIN_DIGITS;
            return new Read(LIBRARY.format(number, PhoneNumberFormat.E164), inUse, fits, tooShort);
        } catch (NumberParseException e) {
            return Read.NONE;
        }
    }

    /** How many digits there are after zeros: those say how to dial, not whom. */
    private static int significant(String digits) {
        int zeros = 0;
        while (zeros < digits.length() && digits.charAt(zeros) == '0') {
            zeros++;
        }
        return digits.length() - zeros;
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
}
