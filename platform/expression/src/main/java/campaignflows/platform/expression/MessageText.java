package campaignflows.platform.expression;

import campaignflows.platform.values.ValueLimits;

/** Messages quote what the code says and computes; they are stored, so they must hold nothing that cannot be, and be short. */
public final class MessageText {
    private static final int MAX_LENGTH = 300;

    private MessageText() {}

    public static String of(String text) {
        String start = text.length() <= MAX_LENGTH ? text : text.substring(0, MAX_LENGTH) + "…";
        if (ValueLimits.isStorable(start)) {
            return start;
        }
        StringBuilder out = new StringBuilder(start.length());
        start.codePoints().forEach(c -> {
            boolean half = c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
            out.appendCodePoint(c == 0 || half ? '?' : c);
        });
        return out.toString();
    }
}
