package campaignflows.campaign.text;

import campaignflows.platform.values.Texts;
import campaignflows.platform.values.ValueLimits;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Names and titles: one visible line of normalised text. Characters that break lines or change the direction of writing would let
 * one name look like another, or like a part of the page around it.
 */
public final class OneLine {
    private OneLine() {}

    /**
     * The text in its one form; empty if it is no such line.
     *
     * @param max its greatest length in characters (code points)
     */
    public static Optional<String> of(@Nullable String text, int max) {
        String line = Texts.normalized(text == null ? "" : text);
        boolean valid = !Texts.isBlank(line)
                && line.codePointCount(0, line.length()) <= max
                && ValueLimits.isStorable(line)
                && line.codePoints().noneMatch(OneLine::isForbidden);
        return valid ? Optional.of(line) : Optional.empty();
    }

    /**
     * What is the same of two names that people take for the same: neither case counts, nor how a letter is put together,
     * nor what cannot be seen.
     */
    public static String key(String name) {
        String visible = Texts.normalized(name)
                .codePoints()
                .filter(OneLine::isSeen)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        String composed = Normalizer.normalize(visible, Normalizer.Form.NFKC);
        String folded = composed.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
        return Normalizer.normalize(folded, Normalizer.Form.NFKC);
    }

    private static boolean isSeen(int codePoint) {
        return Character.isSpaceChar(codePoint) || !Texts.isBlank(Character.toString(codePoint));
    }

    private static boolean isForbidden(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> true;
            default ->
                codePoint == 0x61C
                        || codePoint == 0x200E
                        || codePoint == 0x200F
                        || (codePoint >= 0x202A && codePoint <= 0x202E)
                        || (codePoint >= 0x2066 && codePoint <= 0x2069);
        };
    }
}
