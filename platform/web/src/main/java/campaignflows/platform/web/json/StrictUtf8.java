package campaignflows.platform.web.json;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.io.IOContext;
import com.fasterxml.jackson.core.io.InputDecorator;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;

/**
 * Refuses bodies that are no UTF-8 (RFC 8259 knows no other encoding). Jackson's own reader takes overlong forms and halves
 * of surrogate pairs for characters, so that a filter before us and we could read two different texts.
 */
final class StrictUtf8 extends InputDecorator {
    private static final long serialVersionUID = 1L;

    @Override
    public InputStream decorate(IOContext context, InputStream in) {
        return new Checked(in);
    }

    @Override
    public InputStream decorate(IOContext context, byte[] source, int offset, int length) {
        return new Checked(new ByteArrayInputStream(source, offset, length));
    }

    @Override
    public Reader decorate(IOContext context, Reader reader) {
        return reader;
    }

    /** Follows the bytes that are read through the table of well-formed sequences (Unicode, table 3-7). */
    private static final class Checked extends FilterInputStream {
        private int missing;
        private int lowest = 0x80;
        private int highest = 0xBF;

        Checked(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int next = in.read();
            if (next >= 0) {
                check(next);
            } else {
                end();
            }
            return next;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            int count = in.read(target, offset, length);
            for (int i = offset; i < offset + count; i++) {
                if (target[i] < 0 || missing > 0) {
                    check(target[i] & 0xFF);
                }
            }
            if (count < 0) {
                end();
            }
            return count;
        }

        private void check(int next) throws IOException {
            if (missing > 0) {
                if (next < lowest || next > highest) {
                    throw malformed();
                }
                missing--;
                lowest = 0x80;
                highest = 0xBF;
            } else if (next >= 0x80) {
                begin(next);
            }
        }

        private void begin(int lead) throws IOException {
            if (lead < 0xC2 || lead > 0xF4) {
                throw malformed();
            }
            missing = lead < 0xE0 ? 1 : lead < 0xF0 ? 2 : 3;
            lowest = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
            highest = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
        }

        private void end() throws IOException {
            if (missing > 0) {
                throw malformed();
            }
        }

        private static IOException malformed() {
            return new JsonParseException((JsonParser) null, "The body is not UTF-8");
        }
    }
}
