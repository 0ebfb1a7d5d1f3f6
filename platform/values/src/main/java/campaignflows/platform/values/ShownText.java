package campaignflows.platform.values;

/** A text as messages and lists quote it: bounded, and such that it can be stored. A character is never cut in half. */
public final class ShownText {
    private static final int REPLACEMENT = 0xFFFD;

    private ShownText() {}

    /** The text, or its first code points and an ellipsis. */
    public static String shortened(String text, int codePoints) {
        String start = start(text, codePoints);
        return start.length() == text.length() ? text : start + "…";
    }

    /** The first code points of the text. */
    public static String start(String text, int codePoints) {
        return text.length() <= codePoints || text.codePointCount(0, text.length()) <= codePoints
                ? text
                : text.substring(0, text.offsetByCodePoints(0, codePoints));
    }

    /** The text with U+FFFD in place of what cannot be stored: NUL and halves of surrogate pairs. */
    public static String storable(String text) {
        if (ValueLimits.isStorable(text)) {
            return text;
        }
        StringBuilder storable = new StringBuilder(text.length());
        text.codePoints().map(c -> c == 0 || isHalf(c) ? REPLACEMENT : c).forEach(storable::appendCodePoint);
        return storable.toString();
    }

    private static boolean isHalf(int codePoint) {
        return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
    }
}
