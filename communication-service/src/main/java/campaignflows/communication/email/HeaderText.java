package campaignflows.communication.email;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * Text as the value of a mail's header (RFC 5322, RFC 2047): ASCII only, in lines of at most 76 characters. What is plain
 * stays readable; what is not, and what a reader would take for something encoded, is encoded.
 */
final class HeaderText {
    private static final int LINE = 76;
    private static final String WORD_BEGIN = "=?UTF-8?B?";
    private static final String WORD_END = "?=";

    /** Bytes whose Base64 fills an encoded word of 75 characters. */
    private static final int WORD_BYTES = (75 - WORD_BEGIN.length() - WORD_END.length()) / 4 * 3;

    private HeaderText() {}

    /**
     * The text, folded.
     *
     * @param text without control characters
     * @param used characters that stand before it on its first line
     */
    static String of(String text, int used) {
        return isPlain(text) ? folded(text, used) : encoded(text);
    }

    /** Whether it can stand as it is: ASCII in single-spaced words that fit a line, none of them like an encoded one. */
    static boolean isPlain(String text) {
        if (text.isEmpty()) {
            return true;
        }
        if (text.contains("=?") || text.chars().anyMatch(c -> c < ' ' || c > '~')) {
            return false;
        }
        for (String word : text.split(" ", -1)) {
            if (word.isEmpty() || word.length() > LINE - 1) {
                return false;
            }
        }
        return true;
    }

    private static String folded(String text, int used) {
        StringBuilder lines = new StringBuilder(text.length() + 16);
        int column = used;
        for (String word : text.split(" ", -1)) {
            boolean first = lines.isEmpty();
            if (!first && column + 1 + word.length() > LINE) {
                lines.append("\r\n");
                column = 0;
            }
            if (!first) {
                lines.append(' ');
                column++;
            }
            lines.append(word);
            column += word.length();
        }
        return lines.toString();
    }

    /** Encoded words of whole characters; each begins a line of its own but the first. */
    private static String encoded(String text) {
        StringBuilder words = new StringBuilder(text.length() * 2);
        StringBuilder word = new StringBuilder();
        int bytes = 0;
        for (int i = 0; i < text.length(); ) {
            String character = text.substring(i, text.offsetByCodePoints(i, 1));
            int length = character.getBytes(StandardCharsets.UTF_8).length;
            if (bytes + length > WORD_BYTES) {
                append(words, word);
                word.setLength(0);
                bytes = 0;
            }
            word.append(character);
            bytes += length;
            i += character.length();
        }
        append(words, word);
        return words.toString();
    }

    private static void append(StringBuilder words, CharSequence word) {
        if (!words.isEmpty()) {
            words.append("\r\n ");
        }
        words.append(WORD_BEGIN)
                .append(Base64.getEncoder().encodeToString(word.toString().getBytes(StandardCharsets.UTF_8)))
                .append(WORD_END);
    }
}
