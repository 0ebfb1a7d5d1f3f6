package campaignflows.upload.storage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Watches the free space, so that a file that does not fit is refused before it arrives, and files never fill up a disk that
 * others use as well.
 */
final class FreeSpace {
    /** Between two looks, while a file is written. */
    static final long BYTES_BETWEEN_LOOKS = 16L * 1024 * 1024;

    /** How many bytes can still be written. */
    interface Usable {
        long bytes() throws IOException;
    }

    private final Usable usable;
    private final long kept;
    /** Bytes that are announced and still to come. */
    private final AtomicLong announced = new AtomicLong();

    /**
     * A watch.
     *
     * @param kept bytes that always stay free
     */
    FreeSpace(Usable usable, long kept) {
        this.usable = usable;
        this.kept = kept;
    }

    static FreeSpace of(Path folder, long kept) {
        return new FreeSpace(() -> Files.getFileStore(folder).getUsableSpace(), kept);
    }

    /**
     * Refuses what does not fit beside all that is announced.
     *
     * @param bytes that will come; not positive if that is not known
     */
    void require(long bytes) throws StorageException {
        long free;
        try {
            free = usable.bytes();
        } catch (IOException e) {
            throw new StorageException("The folder cannot be looked at", e);
        }
        if (Math.max(0, bytes) > free - kept - announced.get()) {
            throw new StorageFullException();
        }
    }

    /** Announces bytes, whose room is kept until they have come or the announcement is closed. */
    Announcement announce(long bytes) throws StorageException {
        require(bytes);
        return new Announcement(Math.max(0, bytes));
    }

    /** The bytes of one file that are still to come. For one thread. */
    final class Announcement implements AutoCloseable {
        private long open;
        private long unseen;

        private Announcement(long bytes) {
            this.open = bytes;
            announced.addAndGet(bytes);
        }

        /** Bytes were written. Looks now and then whether there is room for the next ones. */
        void came(long bytes) throws StorageException {
            release(Math.min(bytes, open));
            unseen += bytes;
            if (unseen >= BYTES_BETWEEN_LOOKS) {
                unseen = 0;
                // What this file still brings was announced before.
                FreeSpace.this.require(0);
            }
        }

        private void release(long bytes) {
            open -= bytes;
            announced.addAndGet(-bytes);
        }

        @Override
        public void close() {
            release(open);
        }
    }
}
