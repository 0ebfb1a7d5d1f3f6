package campaignflows.platform.expression.syntax;

import campaignflows.platform.expression.CompileException;
import java.util.Arrays;

/** The text of a piece of code; it knows which line and column a place in it has. */
public final class Source {
    private final String text;
    private final int[] lineStarts;

    public Source(String text) {
        this.text = text;
        this.lineStarts = lineStarts(text);
    }

    private static int[] lineStarts(String text) {
        int[] starts = new int[16];
        int count = 1;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean followed = c == '\r' && i + 1 < text.length() && text.charAt(i + 1) == '\n';
            if ((c == '\n' || c == '\r') && !followed) {
                if (count == starts.length) {
                    starts = Arrays.copyOf(starts, count * 2);
                }
                starts[count++] = i + 1;
            }
        }
        return Arrays.copyOf(starts, count);
    }

    public String text() {
        return text;
    }

    /** The line of a place, counted from 1. */
    public int line(int at) {
        int found = Arrays.binarySearch(lineStarts, at);
        return found >= 0 ? found + 1 : -found - 1;
    }

    /** The column of a place, counted from 1 in characters. */
    public int column(int at) {
        return text.codePointCount(lineStarts[line(at) - 1], at) + 1;
    }

    public CompileException error(int at, String problem) {
        int place = Math.max(0, Math.min(at, text.length()));
        return new CompileException(problem, line(place), column(place));
    }
}
