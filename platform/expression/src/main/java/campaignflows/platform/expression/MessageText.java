package campaignflows.platform.expression;

import campaignflows.platform.values.ShownText;

/** Messages quote what the code says and computes; they are stored, so they must hold nothing that cannot be, and be short. */
public final class MessageText {
    private static final int MAX_LENGTH = 300;

    private MessageText() {}

    public static String of(String text) {
        return ShownText.storable(ShownText.shortened(text, MAX_LENGTH));
    }
}
