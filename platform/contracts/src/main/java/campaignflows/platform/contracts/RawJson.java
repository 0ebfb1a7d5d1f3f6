package campaignflows.platform.contracts;

import com.fasterxml.jackson.databind.ObjectReader;
import java.io.IOException;

/**
 * A JSON value as the bytes in which it was received, part of a larger text: what a service only passes on need be neither
 * parsed nor serialized again. Nobody may change the bytes.
 */
public final class RawJson {
    private final byte[] text;
    private final int from;
    private final int to;

    /** The bytes of {@code text} from {@code from} to before {@code to}; not copied. */
    public RawJson(byte[] text, int from, int to) {
        if (from < 0 || to <= from || to > text.length) {
            throw new IllegalArgumentException(
                    "Expected a part of %d bytes, but it is [%d, %d)".formatted(text.length, from, to));
        }
        this.text = text;
        this.from = from;
        this.to = to;
    }

    public int length() {
        return to - from;
    }

    void copyTo(byte[] target, int at) {
        System.arraycopy(text, from, target, at, length());
    }

    /** Parses the value. */
    public <T> T read(ObjectReader reader) throws IOException {
        return reader.readValue(text, from, length());
    }
}
