package campaignflows.upload.csv;

import campaignflows.platform.contracts.definition.FieldDefinition;
import campaignflows.upload.csv.Header.UnusableHeaderException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;

/** Reads the first record of a file: encoding, delimiter, columns (rule U1). */
public final class HeaderReader {
    /** The longest header, with what precedes it. */
    public static final int MAX_BYTES = 1024 * 1024;

    private static final int MAX_MARK = 3;
    private static final String TOO_LARGE =
            "The header is larger than 1 MiB: is this a CSV file with the names of the columns in its first row?";

    private HeaderReader() {}

    /**
     * A header as it was read.
     *
     * @param content its bytes, without its line end
     * @param end     offset where the first row begins
     */
    public record Read(byte[] content, long end, char delimiter, Header header) {}

    /**
     * A header whose cells are known, but not yet what they are good for.
     *
     * @param content its bytes, with a byte order mark if there is one, without its line end
     */
    public record Cut(byte[] content, long end, char delimiter, List<String> titles) {
        public Read map(List<FieldDefinition> fields) throws UnusableHeaderException {
            return new Read(content, end, delimiter, Header.map(titles, fields));
        }
    }

    /**
     * Reads and maps the header.
     *
     * @param first the file's first bytes
     * @param whole whether that is all of the file
     * @throws UnusableHeaderException with one message for the person who uploaded the file
     */
    public static Read read(byte[] first, boolean whole, List<FieldDefinition> fields) throws UnusableHeaderException {
        return cut(first, whole).map(fields);
    }

    /** Reads the header's cells; else as {@link #read}. */
    public static Cut cut(byte[] first, boolean whole) throws UnusableHeaderException {
        int mark = byteOrderMark(first);
        byte[] text = mark == 0 ? first : Arrays.copyOfRange(first, mark, first.length);
        char delimiter = Delimiters.detect(text);
        RawRecord row = firstRecord(text, mark, delimiter, whole);
        for (byte b : row.content()) {
            if (b == 0) {
                throw new UnusableHeaderException("The header has NUL characters: the file is UTF-16, or no CSV file."
                        + " Save it as CSV in UTF-8");
            }
        }
        byte[] content = Arrays.copyOf(first, mark + row.content().length);
        System.arraycopy(row.content(), 0, content, mark, row.content().length);
        try {
            return new Cut(content, row.to(), delimiter, new Cells(delimiter).of(row.content()));
        } catch (Cells.UnreadableRecordException e) {
            throw new UnusableHeaderException("The header cannot be read. " + e.getMessage());
        }
    }

    private static RawRecord firstRecord(byte[] text, int mark, char delimiter, boolean whole)
            throws UnusableHeaderException {
        RawRecord row;
        try {
            row = new RecordSplitter(new ByteArrayInputStream(text), mark, delimiter, MAX_BYTES).next();
        } catch (UnclosedQuoteException e) {
            throw new UnusableHeaderException(
                    whole ? "A quote that is opened in row 1, the header, is never closed" : cutOff(text));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (row == null) {
            throw new UnusableHeaderException(
                    whole ? "The file is empty: its first row must name the columns" : cutOff(text));
        }
        if (row.tooLarge()) {
            throw new UnusableHeaderException(TOO_LARGE);
        }
        boolean ends = text[text.length - 1] == '\n' || text[text.length - 1] == '\r';
        if (!whole && !ends && row.to() == mark + text.length) {
            throw new UnusableHeaderException(cutOff(text));
        }
        return row;
    }

    private static String cutOff(byte[] text) {
        return text.length >= MAX_BYTES - MAX_MARK
                ? TOO_LARGE
                : "The part of the file that was sent ends within its first row: send more of it";
    }

    /** The length of the UTF-8 mark, 0 without one. */
    private static int byteOrderMark(byte[] first) throws UnusableHeaderException {
        if (startsWith(first, 0xEF, 0xBB, 0xBF)) {
            return 3;
        }
        if (startsWith(first, 0xFF, 0xFE) || startsWith(first, 0xFE, 0xFF)) {
            throw new UnusableHeaderException("The file is UTF-16: save it as CSV in UTF-8");
        }
        return 0;
    }

    private static boolean startsWith(byte[] bytes, int... mark) {
        if (bytes.length < mark.length) {
            return false;
        }
        for (int i = 0; i < mark.length; i++) {
            if ((bytes[i] & 0xff) != mark[i]) {
                return false;
            }
        }
        return true;
    }
}
