package campaignflows.upload.csv;

import campaignflows.platform.contracts.definition.FieldDefinition;
import campaignflows.upload.csv.Header.UnusableHeaderException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the first record of a file: encoding, delimiter, columns (rule U1). A line {@code sep=;} decides by what cells are
 * separated. Without one the header is read in each way that comes into question, and the reading counts whose columns are
 * known most often; then one whose quotes fit; then the one with the most columns.
 */
public final class HeaderReader {
    /** The longest header, with what precedes it. */
    public static final int MAX_BYTES = 1024 * 1024;

    private static final String TOO_LARGE =
            "The header is larger than 1 MiB: is this a CSV file with the names of the columns in its first row?";

    private HeaderReader() {}

    /**
     * A header as it was read.
     *
     * @param content its bytes and what precedes them, without its line end
     * @param end     offset where the first row begins
     */
    public record Read(byte[] content, long end, char delimiter, Header header) {}

    /**
     * A header whose cells are known, but not yet what they are good for.
     *
     * @param content its bytes, with a byte order mark and a line {@code sep=} if there are such, without its line end
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
        return cut(first, whole, fields).map(fields);
    }

    /** Reads the header's cells; else as {@link #read}. */
    public static Cut cut(byte[] first, boolean whole, List<FieldDefinition> fields) throws UnusableHeaderException {
        int mark = FileSignatures.byteOrderMark(first);
        byte[] text = mark == 0 ? first : Arrays.copyOfRange(first, mark, first.length);
        Delimiters.Line line = Delimiters.line(text);
        if (line != null) {
            return new Attempt(first, mark, mark + line.bytes(), whole).cut(line.delimiter());
        }
        Attempt attempt = new Attempt(first, mark, mark, whole);
        Reading best = null;
        UnusableHeaderException failure = null;
        for (char delimiter : Delimiters.CANDIDATES) {
            try {
                Cut cut = attempt.cut(delimiter);
                Reading reading = new Reading(cut, Header.known(cut.titles(), fields));
                best = best == null || Reading.BY_FITNESS.compare(reading, best) > 0 ? reading : best;
            } catch (UnusableHeaderException e) {
                failure = failure == null ? e : failure;
            }
        }
        if (best == null || (failure != null && best.isNothing())) {
            throw failure == null ? new UnusableHeaderException(TOO_LARGE) : failure;
        }
        return best.cut();
    }

    /** One way to read a header whose quotes fit; of several that are as good, the first counts. */
    private record Reading(Cut cut, int known) {
        static final Comparator<Reading> BY_FITNESS = Comparator.comparingInt(Reading::known)
                .thenComparing(Comparator.comparingInt(Reading::strayQuotes).reversed())
                .thenComparingInt(reading -> reading.cut().titles().size());

        /** A single unknown column: the problem of another reading says more. */
        boolean isNothing() {
            return known == 0 && cut.titles().size() == 1;
        }

        /** Columns with one quote of a pair, as the parts of a quoted text have that was cut at a wrong place. */
        int strayQuotes() {
            return (int) cut.titles().stream()
                    .filter(title -> title.chars().filter(c -> c == '"').count() % 2 == 1)
                    .count();
        }
    }

    /**
     * The beginning of a file.
     *
     * @param mark  length of its byte order mark
     * @param start where its header begins, or empty lines before it
     */
    private record Attempt(byte[] first, int mark, int start, boolean whole) {
        Cut cut(char delimiter) throws UnusableHeaderException {
            RawRecord row = record(delimiter);
            for (byte b : row.content()) {
                if (b == 0) {
                    throw new UnusableHeaderException(
                            "The header has NUL characters: the file is UTF-16, or no CSV file. Save it as CSV in UTF-8");
                }
            }
            byte[] content = Arrays.copyOf(first, start + row.content().length);
            System.arraycopy(row.content(), 0, content, start, row.content().length);
            try {
                return new Cut(content, row.to(), delimiter, new Cells(delimiter).of(row.content()));
            } catch (Cells.UnreadableRecordException e) {
                throw new UnusableHeaderException("The header cannot be read. " + e.getMessage());
            }
        }

        private RawRecord record(char delimiter) throws UnusableHeaderException {
            RawRecord row = next(delimiter);
            if (row == null) {
                throw new UnusableHeaderException(
                        whole ? "The file is empty: its first row must name the columns" : cutOff());
            }
            if (row.tooLarge()) {
                throw new UnusableHeaderException(TOO_LARGE);
            }
            byte last = first[first.length - 1];
            if (!whole && last != '\n' && last != '\r' && row.to() == first.length) {
                throw new UnusableHeaderException(cutOff());
            }
            return row;
        }

        private @Nullable RawRecord next(char delimiter) throws UnusableHeaderException {
            try {
                return new RecordSplitter(
                                new ByteArrayInputStream(first, start, first.length - start),
                                start,
                                delimiter,
                                MAX_BYTES)
                        .next();
            } catch (UnclosedQuoteException e) {
                throw new UnusableHeaderException(
                        whole ? "A quote that is opened in row 1, the header, is never closed" : cutOff());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private String cutOff() {
            return first.length - mark >= MAX_BYTES - FileSignatures.MAX_MARK
                    ? TOO_LARGE
                    : "The part of the file that was sent ends within its first row: send more of it";
        }
    }
}
