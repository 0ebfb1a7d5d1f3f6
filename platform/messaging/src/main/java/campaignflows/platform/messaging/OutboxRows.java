package campaignflows.platform.messaging;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One shard of an outbox as its relay sees it, on a connection of the relay's own. The shard's lock belongs to that
 * connection: a statement that succeeds here proves that the lock is still held. Whatever fails, fails unchecked.
 */
public interface OutboxRows extends AutoCloseable {

    /** Connects again. */
    @FunctionalInterface
    interface Source {
        OutboxRows open(int shard);
    }

    /**
     * Which row is meant. The id alone does not identify it: a database that forgets commits, in a crash or by being restored, draws it
     * again (ADR 12).
     *
     * @param insertedAt null if it is not known, and the id has to do
     */
    record Key(long id, @Nullable Instant insertedAt) {}

    /** A row that waits for being published. */
    record Row(Key key, List<OutgoingMessage> messages) {}

    /**
     * Rows in order, as many as make a batch.
     *
     * @param complete whether there were no others then; of those that are committed later, the outbox's signal tells
     */
    record Batch(List<Row> rows, boolean complete) {}

    /** Takes the shard's lock if it is free. */
    boolean tryLock();

    /**
     * The identity of this outbox. Records the number of shards at the very first start.
     *
     * @throws IllegalStateException if the outbox was written with another number of shards
     */
    UUID identity();

    /** The next rows. */
    Batch next();

    /**
     * Deletes rows that are published, and no other that has the id of one. Durable when this returns; harmless when they are gone
     * already.
     */
    int delete(List<Key> rows);

    @Override
    void close();
}
