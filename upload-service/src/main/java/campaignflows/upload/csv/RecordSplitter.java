package campaignflows.upload.csv;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a file into records at the level of bytes, so that every record has an exact byte range to resume at and can be
 * kept byte for byte, whatever its encoding. It knows of RFC 4180 only what that needs: quotes, and the line ends LF,
 * CRLF and CR. In UTF-8 none of these bytes occurs inside another character.
 *
 * <p>Lines without any byte are no records. A record larger than the limit is passed over without being held.
 */
public final class RecordSplitter {
    private static final int LF = '\n';
    private static final int CR = '\r';
    private static final int QUOTE = '"';
    private static final int END = -1;

    private final InputStream in;
    private final int delimiter;
    private final int maxRecordBytes;
    private final byte[] buffer = new byte[64 * 1024];
    private int buffered;
    private int next;
    private long offset;

    /**
     * A splitter of what {@code in} gives.
     *
     * @param offset where in the file {@code in} stands: at the begin of a record
     */
    public RecordSplitter(InputStream in, long offset, char delimiter, int maxRecordBytes) {
        this.in = in;
        this.offset = offset;
        this.delimiter = delimiter;
        this.maxRecordBytes = maxRecordBytes;
    }

    /**
     * The next record.
     *
     * @return null at the end of the file
     * @throws UnclosedQuoteException if the file ends inside quotes
     */
    public @Nullable RawRecord next() throws IOException, UnclosedQuoteException {
        skipEmptyLines();
        long from = offset;
        if (peek() == END) {
            return null;
        }
        ByteArrayOutputStream content = new ByteArrayOutputStream(256);
        boolean tooLarge = false;
        boolean inQuotes = false;
        boolean atFieldStart = true;
        while (true) {
            int b = peek();
            if (b == END) {
                if (inQuotes) {
                    throw new UnclosedQuoteException(from);
                }
                break;
            }
            if (!inQuotes && (b == LF || b == CR)) {
                break;
            }
            advance();
            if (inQuotes) {
                if (b == QUOTE) {
                    if (peek() == QUOTE) {
                        advance();
                        tooLarge = keep(content, QUOTE, tooLarge);
                    } else {
                        inQuotes = false;
                    }
                }
            } else if (b == QUOTE && atFieldStart) {
                inQuotes = true;
                atFieldStart = false;
            } else {
                atFieldStart = b == delimiter;
            }
            tooLarge = keep(content, b, tooLarge);
        }
        skipLineEnd();
        return new RawRecord(from, offset, tooLarge ? new byte[0] : content.toByteArray(), tooLarge);
    }

    private boolean keep(ByteArrayOutputStream content, int b, boolean tooLarge) {
        if (tooLarge) {
            return true;
        }
        if (content.size() == maxRecordBytes) {
            content.reset();
            return true;
        }
        content.write(b);
        return false;
    }

    private void skipEmptyLines() throws IOException {
        while (peek() == LF || peek() == CR) {
            advance();
        }
    }

    private void skipLineEnd() throws IOException {
        if (peek() == CR) {
            advance();
        }
        if (peek() == LF) {
            advance();
        }
    }

    private int peek() throws IOException {
        if (next == buffered) {
            buffered = Math.max(0, in.read(buffer, 0, buffer.length));
            next = 0;
            if (buffered == 0) {
                return END;
            }
        }
        return buffer[next] & 0xff;
    }

    private void advance() {
        next++;
        offset++;
    }
}
