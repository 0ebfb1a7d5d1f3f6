package campaignflows.upload.upload;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.function.LongConsumer;

/** Counts the bytes that come, and says now and then that they still do. */
final class LeasedStream extends FilterInputStream {
    private final long intervalNanos;
    private final LongConsumer alive;
    private long bytes;
    private long lastSign = System.nanoTime();

    LeasedStream(InputStream in, Duration interval, LongConsumer alive) {
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

    private void came(int count) {
        bytes += count;
        if (System.nanoTime() - lastSign >= intervalNanos) {
            alive.accept(bytes);
            lastSign = System.nanoTime();
        }
    }
}
