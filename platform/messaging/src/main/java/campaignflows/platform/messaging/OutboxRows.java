package campaignflows.platform.messaging;

import java.util.List;
import java.util.UUID;

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

    /** A row that waits for being published. */
    record Row(long id, List<OutgoingMessage> messages) {}

    /** Takes the shard's lock if it is free. */
    boolean tryLock();

    /**
     * The identity of this outbox. Records the number of shards at the very first start.
     *
     * @throws IllegalStateException if the outbox was written with another number of shards
     */
    UUID identity();

    /** The next rows in order, as many as make a batch. */
    List<Row> next();

    /** Deletes rows that are published. Durable when this returns; harmless when they are gone already. */
    int delete(List<Long> ids);

    @Override
    void close();
}
