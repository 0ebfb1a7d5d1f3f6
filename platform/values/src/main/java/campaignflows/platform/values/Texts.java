package campaignflows.platform.values;

import java.text.Normalizer;
import java.util.Locale;

/**
 * The one form of every text that people or machines give us (product.md, D5): what is validated, stored, matched,
 * compared, sent and shown is the text in this form, so that two texts that look the same are the same.
 */
public final class Texts {
    private Texts() {}

    /** The text in Unicode's composed form (NFC), without white space at its ends. Itself once more gives the same. */
    public static String normalized(String text) {
        return composed(trimmed(text));
    }

    /** The text without white space at its ends. */
    public static String trimmed(String text) {
        int start = 0;
        int end = text.length();
        while (start < end && isTrimmed(text.codePointAt(start))) {
            start += Character.charCount(text.codePointAt(start));
        }
        while (end > start && isTrimmed(text.codePointBefore(end))) {
            end -= Character.charCount(text.codePointBefore(end));
        }
        return text.substring(start, end);
    }

    /** The text in Unicode's composed form (NFC). */
    public static String composed(String text) {
        return isAscii(text) || Normalizer.isNormalized(text, Normalizer.Form.NFC)
                ? text
                : Normalizer.normalize(text, Normalizer.Form.NFC);
    }

    /** Whether nothing that anybody can see is in the text. */
    public static boolean isBlank(String text) {
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            int c = text.codePointAt(i);
            if (!isTrimmed(c) && !isInvisible(c)) {
                return false;
            }
        }
        return true;
    }

    /** The text, or its first {@code maxCharacters} code points followed by an ellipsis. */
    public static String shortened(String text, int maxCharacters) {
        return isLongerThan(text, maxCharacters) ? beginning(text, maxCharacters) + "…" : text;
    }

    /**
     * The text as a stored error report quotes it: its first {@code maxCharacters} code points, with U+FFFD in place of those
     * that cannot be stored.
     */
    public static String excerpt(String text, int maxCharacters) {
        String start = isLongerThan(text, maxCharacters) ? beginning(text, maxCharacters) : text;
        if (ValueLimits.isStorable(start)) {
            return start;
        }
        StringBuilder storable = new StringBuilder(start.length());
        start.codePoints()
                .map(c -> c == 0 || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) ? 0xFFFD : c)
                .forEach(storable::appendCodePoint);
        return storable.toString();
    }

    private static boolean isLongerThan(String text, int characters) {
        return text.length() > characters && text.codePointCount(0, text.length()) > characters;
    }

    private static String beginning(String text, int characters) {
        return text.substring(0, text.offsetByCodePoints(0, characters));
    }

    /** The first character that cannot be seen; -1 if there is none. */
    static int firstInvisible(String text) {
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            if (isInvisible(text.codePointAt(i))) {
                return text.codePointAt(i);
            }
        }
        return -1;
    }

    /**
     * The text without regard to case, for identifiers: each letter becomes its small one, but no letter becomes another
     * alphabet's (U+212A, the Kelvin sign, is no k, and U+0130, the dotted capital I, is no i).
     */
    static String caseless(String text) {
        int first = 0;
        while (first < text.length() && isCaseless(text.charAt(first))) {
            first++;
        }
        if (first == text.length()) {
            return text;
        }
        if (isAscii(text)) {
            return text.toLowerCase(Locale.ROOT);
        }
        StringBuilder small = new StringBuilder(text.length()).append(text, 0, first);
        text.codePoints()
                .skip(text.codePointCount(0, first))
                .map(c -> c == 0x212A || c == 0x130 ? c : Character.toLowerCase(c))
                .forEach(small::appendCodePoint);
        // J with a caron is two characters, j with a caron is one.
        return composed(small.toString());
    }

    private static boolean isCaseless(char c) {
        return c < 128 && (c < 'A' || c > 'Z');
    }

    static boolean isAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= 128) {
                return false;
            }
        }
        return true;
    }

    /** How a message names a character that cannot be seen: {@code U+200B (ZERO WIDTH SPACE)}. */
    static String nameOf(int codePoint) {
        String name = Character.getName(codePoint);
        return name == null ? "U+%04X".formatted(codePoint) : "U+%04X (%s)".formatted(codePoint, name);
    }

    /** White space in Unicode's sense, and what separates without being seen: U+200B, U+2060, U+FEFF and their like. */
    static boolean isTrimmed(int codePoint) {
        if (codePoint < 128) {
            return codePoint == ' '
                    || (codePoint >= 0x09 && codePoint <= 0x0D)
                    || (codePoint >= 0x1C && codePoint <= 0x1F);
        }
        return Character.isWhitespace(codePoint)
                || Character.isSpaceChar(codePoint)
                || codePoint == 0x85
                || codePoint == 0x180E
                || codePoint == 0x200B
                || codePoint == 0x2060
                || codePoint == 0xFEFF;
    }

    /** Characters without a picture of their own: controls, and what Unicode calls default ignorable. */
    static boolean isInvisible(int codePoint) {
        if (codePoint < 0xAD) {
            return codePoint < 0x20 || (codePoint >= 0x7F && codePoint < 0xA0);
        }
        return codePoint == 0xAD
                || codePoint == 0x34F
                || codePoint == 0x61C
                || codePoint == 0x115F
                || codePoint == 0x1160
                || codePoint == 0x17B4
                || codePoint == 0x17B5
                || (codePoint >= 0x180B && codePoint <= 0x180F)
                || (codePoint >= 0x200B && codePoint <= 0x200F)
                || (codePoint >= 0x2028 && codePoint <= 0x202E)
                || (codePoint >= 0x2060 && codePoint <= 0x206F)
                || codePoint == 0x2800
                || codePoint == 0x3164
                || (codePoint >= 0xFE00 && codePoint <= 0xFE0F)
                || codePoint == 0xFEFF
                || codePoint == 0xFFA0
                || (codePoint >= 0xFFF0 && codePoint <= 0xFFFB)
                || (codePoint >= 0x1BCA0 && codePoint <= 0x1BCA3)
                || (codePoint >= 0x1D173 && codePoint <= 0x1D17A)
                || (codePoint >= 0xE0000 && codePoint <= 0xE0FFF);
    }
}
