package campaignflows.platform.messaging;

import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/**
 * Where messages are left in the transaction of the change they tell of. The relays publish them after the commit, those of
 * one key in the order of the transactions that held the key's rows locked.
 */
public final class Outbox {

    private final OutboxSignal signal;

    public Outbox(OutboxSignal signal) {
        this.signal = signal;
    }

    /**
     * Appends the messages, in order, to the outbox: one row per shard (more when large). To be called after the
     * transaction has locked the rows of the messages' keys, best as its last statement: the ids that order the outbox are
     * drawn here.
     */
    public void append(Handle transaction, List<OutgoingMessage> messages) {
        if (messages.isEmpty()) {
            return;
        }
        if (!transaction.isInTransaction()) {
            throw new IllegalStateException("Expected an open transaction, but there is none");
        }
        OutboxAppend append = OutboxAppend.of(signal, messages);
        Query insert = transaction.createQuery(append.insert());
        append.parameters().forEach(insert::bind);
        append.inserted(insert.map((row, context) -> new OutboxAppend.Inserted(row.getLong(1), row.getLong(2)))
                .collectIntoList());
        transaction.afterCommit(append::committed);
    }
}
