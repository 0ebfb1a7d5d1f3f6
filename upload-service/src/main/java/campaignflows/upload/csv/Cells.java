package campaignflows.upload.csv;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Reads the cells of one record: UTF-8, RFC 4180. Not thread-safe. */
public final class Cells {
    private final CharsetDecoder decoder = StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    private final CsvReader.CsvReaderBuilder reader;

    public Cells(char delimiter) {
        this.reader = CsvReader.builder()
                .fieldSeparator(delimiter)
                .quoteCharacter('"')
                .skipEmptyLines(false)
                .maxBufferSize(64 * 1024 * 1024);
    }

    /**
     * The cells of a record.
     *
     * @throws UnreadableRecordException with a message for the person who uploaded it
     */
    public List<String> of(byte[] record) throws UnreadableRecordException {
        String text;
        try {
            text = decoder.decode(ByteBuffer.wrap(record)).toString();
        } catch (CharacterCodingException e) {
            throw new UnreadableRecordException("The row has bytes that are not UTF-8: save the file as UTF-8");
        }
        try {
            return reader.ofSingleCsvRecord(text).getFields();
        } catch (CsvParseException e) {
            throw new UnreadableRecordException(
                    "The row's quotes do not fit: a quoted cell must end with its quote, and a quote in it be doubled");
        }
    }

    /** The cells of any record, as well as they can be read: for the eye, and to count them. */
    public List<String> readable(byte[] record) {
        String text = new String(record, StandardCharsets.UTF_8);
        try {
            return reader.ofSingleCsvRecord(text).getFields();
        } catch (CsvParseException e) {
            return List.of(text);
        }
    }

    /** A record that cannot be read. */
    public static final class UnreadableRecordException extends Exception {
        private static final long serialVersionUID = 1L;

        UnreadableRecordException(String message) {
            super(message);
        }
    }
}
