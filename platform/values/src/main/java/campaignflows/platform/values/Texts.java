package campaignflows.platform.values;

import java.text.Normalizer;

/**
 * The one form of every text that people or machines give us (product.md, D5): what is validated, stored, matched,
 * compared, sent and shown is the text in this form, so that two texts that look the same are the same.
 */
public final class Texts {
    private Texts() {}

    /** The text in Unicode's composed form (NFC), without white space and invisible characters at its ends. */
    public static String normalized(String text) {
        int start = 0;
        int end = text.length();
        while (start < end && isTrimmed(text.codePointAt(start))) {
            start += Character.charCount(text.codePointAt(start));
        }
        while (end > start && isTrimmed(text.codePointBefore(end))) {
            end -= Character.charCount(text.codePointBefore(end));
        }
        String trimmed = text.substring(start, end);
        return Normalizer.isNormalized(trimmed, Normalizer.Form.NFC)
                ? trimmed
                : Normalizer.normalize(trimmed, Normalizer.Form.NFC);
    }

    /** Whether nothing that anybody can see is left of the text. */
    public static boolean isBlank(String text) {
        return text.codePoints().allMatch(c -> isTrimmed(c) || isInvisible(c));
    }

    /** White space in Unicode's sense, and what separates or marks without being seen: U+200B, U+2060, U+FEFF. */
    static boolean isTrimmed(int codePoint) {
        return Character.isWhitespace(codePoint)
                || Character.isSpaceChar(codePoint)
                || codePoint == 0x85
                || codePoint == 0x180E
                || codePoint == 0x200B
                || codePoint == 0x2060
                || codePoint == 0xFEFF;
    }

    /** Characters without a picture of their own: format and control characters, variation selectors, fillers. */
    static boolean isInvisible(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.FORMAT, Character.CONTROL, Character.UNASSIGNED, Character.PRIVATE_USE -> true;
            default ->
                codePoint == 0x34F
                        || codePoint == 0x115F
                        || codePoint == 0x1160
                        || codePoint == 0x3164
                        || codePoint == 0xFFA0
                        || (codePoint >= 0xFE00 && codePoint <= 0xFE0F)
                        || (codePoint >= 0xE0100 && codePoint <= 0xE01EF)
                        || (codePoint >= 0x180B && codePoint <= 0x180F);
        };
    }
}
