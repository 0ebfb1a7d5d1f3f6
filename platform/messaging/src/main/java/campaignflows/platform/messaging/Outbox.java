package campaignflows.platform.messaging;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;

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
        List<OutboxRow> rows = OutboxRow.of(messages);
        List<Inserted> inserted = insert(transaction, rows);
        for (int i = 0; i < rows.size(); i++) {
            OutboxRow row = rows.get(i);
            signal.recent(row.shard())
                    .keep(inserted.get(i).id(), inserted.get(i).createdAt(), row);
        }
        var shards = new BitSet();
        rows.forEach(row -> shards.set(row.shard()));
        transaction.afterCommit(() -> signal.committed(shards));
    }

    private record Inserted(long id, Instant createdAt) {}

    /**
     * One statement, each payload bound for itself: in an array it would travel as text, twice as long; and what goes
     * wrong with a batch of statements quotes all that was bound. The answers are in the order of the rows, as the ids are.
     */
    private static List<Inserted> insert(Handle transaction, List<OutboxRow> rows) {
        String values = IntStream.range(0, rows.size())
                .mapToObj(i -> "(:s%1$d, :m%1$d, :b%1$d, :p%1$d)".formatted(i))
                .collect(Collectors.joining(", "));
        var insert = transaction.createQuery(
                "insert into outbox (shard, messages, bytes, payload) values " + values + " returning id, created_at");
        for (int i = 0; i < rows.size(); i++) {
            OutboxRow row = rows.get(i);
            insert.bind("s" + i, row.shard())
                    .bind("m" + i, row.content().size())
                    .bind("b" + i, row.payload().length)
                    .bind("p" + i, row.payload());
        }
        return insert
                .map((row, context) -> new Inserted(
                        row.getLong(1), row.getObject(2, OffsetDateTime.class).toInstant()))
                .collectIntoList()
                .stream()
                .sorted(Comparator.comparingLong(Inserted::id))
                .toList();
    }
}
