package campaignflows.campaign.simulation;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A file that is passed on: reading fails as soon as it is larger than allowed. */
final class SizeLimitedFile extends FilterInputStream {
    private final long maxBytes;
    private long bytes;
    private volatile boolean tooLarge;

    SizeLimitedFile(InputStream file, long maxBytes) {
        super(file);
        this.maxBytes = maxBytes;
    }

    boolean isTooLarge() {
        return tooLarge;
    }

    @Override
    public int read() throws IOException {
        int read = super.read();
        count(read < 0 ? 0 : 1);
        return read;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        int read = super.read(target, offset, length);
        count(Math.max(0, read));
        return read;
    }

    private void count(int more) throws IOException {
        bytes += more;
        if (bytes > maxBytes) {
            tooLarge = true;
            throw new IOException("Expected a file of at most %d bytes, but it has more".formatted(maxBytes));
        }
    }
}
