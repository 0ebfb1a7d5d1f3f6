package campaignflows.platform.values;

import campaignflows.platform.values.ParseResult.Invalid;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Tells a text that is one phone number from all that only holds digits: a number that a spreadsheet has rounded, a note
 * after the number, two numbers in one cell, an extension (all who share the switchboard would become one person).
 */
sealed interface PhoneText {
    int MAX_RAW_LENGTH = 100;

    /** In plain digits: {@code 4.91512E+11}, also with a comma. */
    Pattern SCIENTIFIC = Pattern.compile("[+-]?\\d+(?:[.,]\\d*)?[eE][+-]?\\d+");

    /** {@code 4915112345678.0}: one point, and a single digit or zeros after it. */
    Pattern DECIMALS = Pattern.compile("\\+?\\d{5,}[.,](?:0+|\\d)");

    Pattern LABEL = Pattern.compile("(?i)(?:tel|phone|mobile|mob|whatsapp|fon)\\.?:?\\s*(?=[+(\\[\\d])");

    /** Behind the number, at the end. */
    Pattern EXTENSION = Pattern.compile(
            "(?i)(?<=\\d)[ ,;]{0,3}(?:ext\\.?|extn\\.?|extension|x|#|durchwahl|dw)[.:= ]{0,3}\\d{1,7}$");

    String SEVERAL = "Give one phone number: there are several in the value";

    /** Digits of the shortest text that counts as a number of its own. */
    int SHORTEST = 5;

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
        if (DECIMALS.matcher(text).matches()) {
            return new Refused("Not a phone number but one with decimals: format the column as text");
        }
        return firstStrange(text) < 0 ? number(text) : unusual(text);
    }

    /** A text of nothing but digits and what people write between them. */
    private static PhoneText number(String text) {
        return isTwoNumbers(text)
                ? new Refused(SEVERAL)
                : new Number(text.indexOf('+') >= 0, PhoneNumbers.digitsOf(text));
    }

    private static PhoneText unusual(String text) {
        if (SCIENTIFIC.matcher(text).matches()) {
            return new Refused(
                    "Not a phone number but one that a spreadsheet has shortened, and digits are lost: format the"
                            + " column as text and enter the number again");
        }
        Matcher label = LABEL.matcher(text);
        String rest = label.lookingAt() ? text.substring(label.end()) : text;
        int strange = firstStrange(rest);
        if (strange < 0) {
            return number(rest);
        }
        if (EXTENSION.matcher(rest).find()) {
            return new Refused("The phone number has an extension: give a number that can be reached directly");
        }
        int c = rest.codePointAt(strange);
        if (",;|&\n\r".indexOf(c) >= 0
                && PhoneNumbers.digitsOf(rest.substring(0, strange)).length() >= SHORTEST) {
            return new Refused(SEVERAL);
        }
        return new Refused(
                Character.isLetter(c)
                        ? "Not a phone number: there are words in it; give the number alone"
                        : "Not a phone number: write it in digits, with + before the country code");
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
        raw.codePoints()
                .filter(c -> !Texts.isInvisible(c) || Texts.isTrimmed(c))
                .forEach(c -> {
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

    /** A plus after digits, or two whole numbers with a slash between them; a slash after an area code is how many write one. */
    private static boolean isTwoNumbers(String text) {
        int plus = text.lastIndexOf('+');
        if (plus > 0 && !PhoneNumbers.digitsOf(text.substring(0, plus)).isEmpty()) {
            return true;
        }
        if (text.indexOf('/') < 0) {
            return false;
        }
        long whole = Arrays.stream(text.split("/"))
                .filter(part -> PhoneNumbers.digitsOf(part).length() > SHORTEST + 1)
                .count();
        return whole > 1;
    }
}
