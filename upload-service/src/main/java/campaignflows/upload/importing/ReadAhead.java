package campaignflows.upload.importing;

import campaignflows.upload.csv.UnclosedQuoteException;
import java.io.IOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/**
 * Reads the chunks of a file one after the other: on request the next one already while the one before it is imported, on a thread of
 * its own.
 */
final class ReadAhead implements AutoCloseable {
    private final ChunkReader reader;
    private final CsvLayout layout;
    private @Nullable FutureTask<PreparedChunk> begun;

    /** @param reader closed with this */
    ReadAhead(ChunkReader reader, CsvLayout layout) {
        this.reader = reader;
        this.layout = layout;
    }

    /** Begins to read the chunk at the task's checkpoint, which {@link #next} will return. */
    void begin(LeasedUpload task) {
        FutureTask<PreparedChunk> reading = new FutureTask<>(() -> read(task, -1));
        begun = reading;
        Thread.ofVirtual().name("read-ahead").start(reading);
    }

    /**
     * The chunk at the task's checkpoint.
     *
     * @param to as for {@link ChunkReader#next}; of one that was begun its limits decide
     */
    PreparedChunk next(LeasedUpload task, long to) throws IOException {
        FutureTask<PreparedChunk> reading = begun;
        if (reading == null) {
            return read(task, to);
        }
        begun = null;
        try {
            return reading.get();
        } catch (InterruptedException e) {
            begun = reading;
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while the next chunk was read", e);
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case IOException unreadable -> throw unreadable;
                case RuntimeException failure -> throw failure;
                case Error error -> throw error;
                case null, default -> throw new IllegalStateException("Expected a chunk, or why there is none", e);
            }
        }
    }

    private PreparedChunk read(LeasedUpload task, long to) throws IOException {
        try {
            return PreparedChunk.of(reader.next(task.nextChunk(), task.nextRecord(), to), layout);
        } catch (UnclosedQuoteException e) {
            return PreparedChunk.unclosed(task, layout);
        }
    }

    /** Waits for what was begun: the file must not be closed while it is read. */
    @Override
    public void close() throws IOException {
        FutureTask<PreparedChunk> reading = begun;
        boolean interrupted = false;
        while (reading != null && !reading.isDone()) {
            try {
                reading.get();
            } catch (ExecutionException e) {
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        reader.close();
    }
}
