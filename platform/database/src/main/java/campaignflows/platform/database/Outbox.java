package campaignflows.platform.database;

import campaignflows.platform.messaging.OutboxAppend;
import campaignflows.platform.messaging.OutboxSignal;
import campaignflows.platform.messaging.OutgoingMessage;
import io.smallrye.mutiny.Uni;
import java.util.List;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * Where messages are stored in the transaction of the change that they report, by either seam; both write the same table. The relays
 * publish them after the commit, those of one key in the order of the transactions that held the key's rows locked: the ids
 * that order the outbox are drawn here, so to append comes last.
 */
public final class Outbox {

    private final OutboxSignal signal;

    public Outbox(OutboxSignal signal) {
        this.signal = signal;
    }

    /** Appends the messages, in order. To be called after the rows of their keys are locked. */
    public void append(Tx tx, List<OutgoingMessage> messages) {
        tx.requireTransaction();
        if (messages.isEmpty()) {
            return;
        }
        OutboxAppend append = OutboxAppend.of(signal, messages);
        Query insert = tx.query(append.insert());
        append.parameters().forEach(insert::bind);
        append.inserted(insert.list(row -> new OutboxAppend.Inserted(row.bigint("id"), row.bigint("created_micros"))));
        tx.afterCommit(append::committed);
    }

    /** Appends the messages, in order, after all that the session has changed was written, and its rows locked with it. */
    public Uni<Void> append(Mutiny.Session session, List<OutgoingMessage> messages) {
        if (messages.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        UnitOfWork unit = UnitOfWork.current();
        OutboxAppend append = OutboxAppend.of(signal, messages);
        return session.flush()
                .chain(() -> insert(session, append))
                .invoke(append::inserted)
                .invoke(() -> unit.afterCommit(append::committed))
                .replaceWithVoid();
    }

    private static Uni<List<OutboxAppend.Inserted>> insert(Mutiny.Session session, OutboxAppend append) {
        Mutiny.SelectionQuery<Object[]> insert = session.createNativeQuery(append.insert(), Object[].class);
        append.parameters().forEach(insert::setParameter);
        return insert.getResultList().map(Outbox::inserted);
    }

    private static List<OutboxAppend.Inserted> inserted(List<Object[]> rows) {
        return rows.stream()
                .map(row -> new OutboxAppend.Inserted(((Number) row[0]).longValue(), ((Number) row[1]).longValue()))
                .toList();
    }
}
