package campaignflows.platform.values;

import campaignflows.platform.values.ParseResult.Invalid;
import java.util.regex.Pattern;

/**
 * Tells a text that is one phone number from all that only holds digits: a number that a spreadsheet has rounded, a note
 * behind the number, two numbers in one cell, an extension (all who share the switchboard would become one person).
 */
sealed interface PhoneText {
    int MAX_RAW_LENGTH = 100;

    /** In plain digits: {@code 4.91512E+11}, also with a comma. */
    Pattern SCIENTIFIC = Pattern.compile("[+-]?\\d+(?:[.,]\\d*)?[eE][+-]?\\d+");

    /** {@code 4915112345678.0}: one point, and a single digit or zeros behind it. */
    Pattern DECIMALS = Pattern.compile("\\+?\\d{5,}[.,](?:0+|\\d)");

    Pattern LABEL = Pattern.compile("(?i)(?:tel|phone|mobile|mob|whatsapp|fon)\\.?:?\\s*(?=[+(\\[\\d])");

    Pattern EXTENSION = Pattern.compile("(?i).*\\d\\s*[,;]?\\s*(?:ext\\.?|extn\\.?|extension|x|#|durchwahl|dw)[.:=\\s]*\\d{1,7}");

    Pattern SEVERAL = Pattern.compile(".*\\d\\D*(?:[,;|&\\n\\r]|//|\\s/\\s)\\D*\\d.*|.*\\d.*\\+.*", Pattern.DOTALL);

    /**
     * A phone number.
     *
     * @param plus   whether it says that the digits are complete
     * @param digits in ASCII
     */
    record Number(boolean plus, String digits) implements PhoneText {}

    record Refused(String message) implements PhoneText {}

    static PhoneText of(String raw) {
        if (raw.length() > MAX_RAW_LENGTH) {
            return new Refused(wrongLength().message());
        }
        String text = plain(raw);
        if (isDigits(text, 0)) {
            return new Number(false, text);
        }
        if (text.startsWith("+") && isDigits(text, 1)) {
            return new Number(true, text.substring(1));
        }
        if (SCIENTIFIC.matcher(text).matches()) {
            return new Refused("Not a phone number but one that a spreadsheet has shortened, and digits are lost: format the"
                    + " column as text and enter the number again");
        }
        if (DECIMALS.matcher(text).matches()) {
            return new Refused("Not a phone number but one with decimals: format the column as text");
        }
        text = LABEL.matcher(text).replaceFirst(match -> match.start() == 0 ? "" : match.group());
        if (EXTENSION.matcher(text).matches()) {
            return new Refused("The phone number has an extension: give a number that can be reached directly");
        }
        String several = "Give one phone number: there are several in the value";
        if (SEVERAL.matcher(text).matches()) {
            return new Refused(several);
        }
        int strange = firstStrange(text);
        if (strange >= 0) {
            int c = text.codePointAt(strange);
            return new Refused(
                    Character.isLetter(c)
                            ? "Not a phone number: there are words in it; give the number alone"
                            : "Not a phone number: write it in digits, with + before the country code");
        }
        String digits = PhoneNumbers.digitsOf(text);
        return isTwoNumbers(text) ? new Refused(several) : new Number(text.indexOf('+') >= 0, digits);
    }

    static Invalid wrongLength() {
        return new Invalid("Not a phone number: it needs 5 to 20 digits, best as +, country code and number");
    }

    /** Digits of any script as ASCII, wide signs as usual ones, each white space a space, and nothing invisible. */
    private static String plain(String raw) {
        if (isDigits(raw, raw.startsWith("+") ? 1 : 0)) {
            return raw;
        }
        StringBuilder plain = new StringBuilder(raw.length());
        raw.codePoints().filter(c -> !Texts.isInvisible(c) || Texts.isTrimmed(c)).forEach(c -> {
            if (Character.isDigit(c)) {
                plain.append((char) ('0' + Character.digit(c, 10)));
            } else if (c >= 0xFF01 && c <= 0xFF5E) {
                plain.append((char) (c - 0xFEE0));
            } else {
                plain.appendCodePoint(c != '\n' && c != '\r' && Texts.isTrimmed(c) ? ' ' : c);
            }
        });
        return Texts.trimmed(plain.toString());
    }

    private static boolean isDigits(String text, int from) {
        for (int i = from; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return text.length() > from;
    }

    /** Where something stands that belongs to no number; -1 if nothing does. */
    private static int firstStrange(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean usual = (c >= '0' && c <= '9')
                    || " +()[]./-~\u00B7\u2022".indexOf(c) >= 0
                    || (c >= '\u2010' && c <= '\u2015')
                    || c == '\u2212'
                    || c == '\u30FC';
            if (!usual) {
                return i;
            }
        }
        return -1;
    }

    /** Two whole numbers with a slash between them; a slash behind an area code is how many write one. */
    private static boolean isTwoNumbers(String text) {
        String[] parts = text.split("/");
        return parts.length > 1
                && java.util.Arrays.stream(parts)
                                .filter(part -> PhoneNumbers.digitsOf(part).length() >= 7)
                                .count()
                        > 1;
    }
}
