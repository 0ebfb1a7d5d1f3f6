package campaignflows.upload.transfer;

import campaignflows.platform.database.Database;
import campaignflows.platform.database.Tx;
import campaignflows.upload.storage.PartialFile;
import campaignflows.upload.storage.StorageException;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The one request that sends bytes of a transfer right now. It records an offset only after the bytes before it are durable,
 * and the last one only together with the beginning of the import; when another request has taken its place, or the transfer
 * was ended, it writes and records nothing any more. Others may ask it to save what has come, so it is for several threads.
 */
final class TransferWriter implements AutoCloseable {
    private static final long BYTES_BETWEEN_RECORDS = 8L * 1024 * 1024;
    /** So that a crash costs a slow sender no more than this. */
    private static final Duration TIME_BETWEEN_RECORDS = Duration.ofSeconds(5);

    /** What is told in the transaction that begins the import. */
    @FunctionalInterface
    interface Completion {
        void completed(Tx tx);
    }

    /** What it works with. */
    static final class Setting {
        private final Database database;
        private final TransferRepository repository;
        private final Completion completion;
        private final Duration stall;
        private final Duration kept;

        Setting(
                Database database,
                TransferRepository repository,
                Completion completion,
                Duration stall,
                Duration kept) {
            this.database = database;
            this.repository = repository;
            this.completion = completion;
            this.stall = stall;
            this.kept = kept;
        }
    }

    /** Another request has taken this one's place, or the transfer was ended. */
    static final class ReplacedException extends Exception {
        private static final long serialVersionUID = 1L;
    }

    /** The bytes are not those that the sender meant; none of them is kept. */
    static final class ChecksumMismatchException extends Exception {
        private static final long serialVersionUID = 1L;
    }

    private final Setting setting;
    private final Transfer transfer;
    private final UUID writer;
    private final PartialFile file;
    private final @Nullable Checksum checksum;
    private final ReentrantLock lock = new ReentrantLock();
    private long position;
    private long recorded;
    private long lastSign = System.nanoTime();
    private long lastRecord = System.nanoTime();
    private volatile long lastBytes = System.nanoTime();
    private boolean replaced;

    /**
     * Begins where the transfer stands.
     *
     * @param writer   that has acquired the transfer
     * @param checksum until it is known to hold, nothing is recorded
     */
    TransferWriter(Setting setting, Transfer transfer, UUID writer, PartialFile file, Optional<Checksum> checksum) {
        this.setting = setting;
        this.transfer = transfer;
        this.writer = writer;
        this.file = file;
        this.checksum = checksum.orElse(null);
        this.position = transfer.received();
        this.recorded = transfer.received();
    }

    /** Takes the next bytes. */
    void take(byte[] bytes, int count) throws StorageException, ReplacedException {
        lock.lock();
        try {
            requirePlace();
            file.write(bytes, 0, count);
            position += count;
            lastBytes = System.nanoTime();
            if (checksum != null) {
                checksum.add(bytes, count);
            } else if (position - recorded >= BYTES_BETWEEN_RECORDS
                    || System.nanoTime() - lastRecord >= TIME_BETWEEN_RECORDS.toNanos()) {
                record();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Before anything is written: a sender that was silent for long may have been replaced meanwhile. */
    private void requirePlace() throws ReplacedException {
        if (!replaced && System.nanoTime() - lastSign >= setting.stall.toNanos() / 3) {
            replaced = !setting.database.inTransaction(
                    tx -> setting.repository.alive(tx, transfer.id(), writer, setting.stall.toMillis()));
            lastSign = System.nanoTime();
        }
        if (replaced) {
            throw new ReplacedException();
        }
    }

    /** Saves what has come so far, but never the end, which needs the request's own end. Waits for a moment at most. */
    void save() throws StorageException, ReplacedException, InterruptedException {
        if (lock.tryLock(2, TimeUnit.SECONDS)) {
            try {
                if (checksum == null && !replaced) {
                    record();
                }
            } finally {
                lock.unlock();
            }
        }
    }

    private void record() throws StorageException, ReplacedException {
        if (position > recorded && position < transfer.length()) {
            file.sync();
            require(setting.database.inTransaction(tx -> setting.repository.advance(
                    tx, transfer.id(), writer, recorded, position, setting.stall.toMillis(), setting.kept.toMillis())));
            recorded = position;
            lastSign = System.nanoTime();
            lastRecord = lastSign;
        }
    }

    /**
     * Keeps what a request brought that has come to its end or was broken off; with the last byte the import begins.
     *
     * @param brokenOff with a checksum nothing is kept then
     */
    Transfer end(boolean brokenOff) throws StorageException, ReplacedException, ChecksumMismatchException {
        lock.lock();
        try {
            if (replaced) {
                throw new ReplacedException();
            }
            if (checksum != null && (brokenOff || !checksum.holds())) {
                throw new ChecksumMismatchException();
            }
            if (position < transfer.length()) {
                record();
                return transfer.at(recorded, Transfer.State.OPEN);
            }
            file.sync();
            require(setting.database.inTransaction(this::completeIn));
            recorded = position;
            return transfer.at(recorded, Transfer.State.WHOLE);
        } finally {
            lock.unlock();
        }
    }

    private boolean completeIn(Tx tx) {
        boolean begun = setting.repository.complete(tx, transfer.id(), writer, recorded);
        if (begun) {
            setting.completion.completed(tx);
        }
        return begun;
    }

    private void require(boolean inPlace) throws ReplacedException {
        if (!inPlace) {
            replaced = true;
            throw new ReplacedException();
        }
    }

    /** Whether no bytes have come for so long that another request may take this one's place. */
    boolean isStalled() {
        return System.nanoTime() - lastBytes >= setting.stall.toNanos();
    }

    boolean isOf(UUID someWriter) {
        return writer.equals(someWriter);
    }

    /** Keeps it from writing anything more. */
    void stop() {
        lock.lock();
        try {
            replaced = true;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        stop();
        file.close();
    }
}
