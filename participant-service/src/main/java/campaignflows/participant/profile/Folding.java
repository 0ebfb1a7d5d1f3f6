package campaignflows.participant.profile;

import java.text.Normalizer;

/**
 * The form in which texts are compared for sorting and searching: without case, without accents, with single spaces. The
 * folded form is stored and indexed, so changing it means computing the keys of all rows again.
 *
 * <p>Must hold: each character is folded on its own, whatever its neighbours are. So the folded form of a part of a text is a
 * part of its folded form, and "contains" can be evaluated on folded texts.
 */
public final class Folding {
    /** The length of a folded name; long keys do not fit into an index. 500 characters of 4 bytes are less than a third of a page. */
    static final int MAX_KEY_LENGTH = 500;

    private Folding() {}

    public static String fold(String text) {
        return isPlain(text) ? collapsed(lower(text)) : collapsed(foldAny(text));
    }

    /** Folded, and of a length that fits into an index. */
    public static String key(String text) {
        String folded = fold(text);
        if (folded.codePointCount(0, folded.length()) <= MAX_KEY_LENGTH) {
            return folded;
        }
        return folded.substring(0, folded.offsetByCodePoints(0, MAX_KEY_LENGTH)).stripTrailing();
    }

    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= 128) {
                return false;
            }
        }
        return true;
    }

    private static String lower(String ascii) {
        return ascii.toLowerCase(java.util.Locale.ROOT);
    }

    private static String foldAny(String text) {
        String decomposed = Normalizer.normalize(text, Normalizer.Form.NFKD);
        StringBuilder folded = new StringBuilder(decomposed.length());
        decomposed.codePoints().filter(c -> !isAccent(c)).forEach(c -> {
            if (c == 'ß' || c == 'ẞ') {
                folded.append("ss");
            } else {
                folded.appendCodePoint(Character.toLowerCase(Character.toUpperCase(c)));
            }
        });
        return folded.toString();
    }

    /** The accents of Latin, Greek and Cyrillic letters; the marks of other scripts are letters of their own. */
    private static boolean isAccent(int codePoint) {
        return codePoint >= 0x0300 && codePoint <= 0x036F;
    }

    private static String collapsed(String text) {
        StringBuilder collapsed = new StringBuilder(text.length());
        boolean gap = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c <= ' ' || Character.isWhitespace(c) || Character.isSpaceChar(c)) {
                gap = !collapsed.isEmpty();
            } else {
                if (gap) {
                    collapsed.append(' ');
                    gap = false;
                }
                collapsed.append(c);
            }
        }
        return collapsed.toString();
    }
}
