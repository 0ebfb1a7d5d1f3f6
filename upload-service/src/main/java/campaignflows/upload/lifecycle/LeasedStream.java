package campaignflows.upload.lifecycle;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.function.LongPredicate;

/** Counts the bytes that arrive and renews the lease of their upload from time to time, until they are no longer needed. */
final class LeasedStream extends FilterInputStream {
    private final long intervalNanos;
    private final LongPredicate alive;
    private long bytes;
    private long lastSign = System.nanoTime();

    LeasedStream(InputStream in, Duration interval, LongPredicate alive) {
        super(in);
        this.intervalNanos = interval.toNanos();
        this.alive = alive;
    }

    @Override
    public int read() throws IOException {
        int read = super.read();
        came(read < 0 ? 0 : 1);
        return read;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int read = super.read(buffer, offset, length);
        came(Math.max(0, read));
        return read;
    }

    private void came(int count) throws IOException {
        bytes += count;
        if (System.nanoTime() - lastSign >= intervalNanos) {
            if (!alive.test(bytes)) {
                throw new EndedMeanwhileException();
            }
            lastSign = System.nanoTime();
        }
    }

    /** The upload has ended while its bytes were still arriving: the rest is not needed. */
    static final class EndedMeanwhileException extends IOException {
        private static final long serialVersionUID = 1L;
    }
}
