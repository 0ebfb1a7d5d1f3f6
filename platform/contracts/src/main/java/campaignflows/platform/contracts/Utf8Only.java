package campaignflows.platform.contracts;

import com.fasterxml.jackson.core.io.IOContext;
import com.fasterxml.jackson.core.io.InputDecorator;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.charset.MalformedInputException;
import org.jspecify.annotations.Nullable;

/**
 * Accepts only UTF-8, as RFC 8259 requires for JSON. Jackson silently reads overlong forms and halves of surrogate pairs, so
 * that a character could be encoded in a way that earlier checks of the bytes do not detect.
 */
public final class Utf8Only extends InputDecorator {
    private static final long serialVersionUID = 1L;

    @Override
    public InputStream decorate(@Nullable IOContext context, InputStream in) {
        return new Checked(in);
    }

    @Override
    public InputStream decorate(IOContext context, byte[] source, int offset, int length) {
        return new Checked(new ByteArrayInputStream(source, offset, length));
    }

    /** Text that has been decoded already. */
    @Override
    public Reader decorate(IOContext context, Reader reader) {
        return reader;
    }

    private static final class Checked extends FilterInputStream {
        /** Bytes of the current character that are still to come. */
        private int missing;
        /** The bounds of the next of them; the first one decides what is overlong, half a pair or too large. */
        private int least = 0x80;

        private int most = 0xbf;

        Checked(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int next = super.read();
            if (next >= 0) {
                check(next);
            } else {
                checkEnd();
            }
            return next;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            int count = super.read(target, offset, length);
            for (int i = offset; i < offset + count; i++) {
                byte next = target[i];
                if (next < 0 || missing > 0) {
                    check(next & 0xff);
                }
            }
            if (count < 0) {
                checkEnd();
            }
            return count;
        }

        @Override
        public boolean markSupported() {
            return false;
        }

        private void check(int next) throws MalformedInputException {
            if (missing > 0) {
                if (next < least || next > most) {
                    throw new MalformedInputException(1);
                }
                missing--;
                least = 0x80;
                most = 0xbf;
            } else if (next >= 0x80) {
                begin(next);
            }
        }

        private void begin(int first) throws MalformedInputException {
            if (first < 0xc2 || first > 0xf4) {
                throw new MalformedInputException(1);
            }
            missing = first < 0xe0 ? 1 : first < 0xf0 ? 2 : 3;
            least = first == 0xe0 ? 0xa0 : first == 0xf0 ? 0x90 : 0x80;
            most = first == 0xed ? 0x9f : first == 0xf4 ? 0x8f : 0xbf;
        }

        private void checkEnd() throws MalformedInputException {
            if (missing > 0) {
                throw new MalformedInputException(missing);
            }
        }
    }
}
