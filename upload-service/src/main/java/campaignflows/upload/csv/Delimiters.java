package campaignflows.upload.csv;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The characters that may separate the cells of a file, and the line before the header that names one. */
final class Delimiters {
    /** What is tried when the file does not say it. */
    static final char[] CANDIDATES = {',', ';', '\t'};

    private static final String LINE = "sep=";

    private Delimiters() {}

    /**
     * A line such as {@code sep=;}, which spreadsheets write and read before the header. It is no record.
     *
     * @param bytes its length, with its line end
     */
    record Line(char delimiter, int bytes) {}

    /**
     * Reads that line.
     *
     * @param text the file without its byte order mark
     * @return null if the file does not begin with one
     */
    static @Nullable Line line(byte[] text) {
        int begin = text.length > 0 && text[0] == '"' ? 1 : 0;
        int at = begin + LINE.length();
        if (text.length <= at
                || !new String(text, begin, LINE.length(), StandardCharsets.ISO_8859_1)
                        .toLowerCase(Locale.ROOT)
                        .equals(LINE)) {
            return null;
        }
        char delimiter = (char) (text[at] & 0xff);
        int end = at + 1;
        if (begin == 1) {
            if (end == text.length || text[end] != '"') {
                return null;
            }
            end++;
        }
        int lineEnd = lineEnd(text, end);
        return mayDelimit(delimiter) && (lineEnd > end || end == text.length) ? new Line(delimiter, lineEnd) : null;
    }

    private static int lineEnd(byte[] text, int from) {
        int end = from;
        if (end < text.length && text[end] == '\r') {
            end++;
        }
        if (end < text.length && text[end] == '\n') {
            end++;
        }
        return end;
    }

    /** Visible ASCII characters but letters, digits and quotes, and the tab. */
    private static boolean mayDelimit(char character) {
        return character == '\t'
                || (character > ' ' && character < 0x7f && character != '"' && !Character.isLetterOrDigit(character));
    }
}
