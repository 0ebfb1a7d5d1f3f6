package campaignflows.platform.messaging;

import campaignflows.platform.tracing.CurrentTrace;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.BitSet;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What a transaction leaves in the outbox and what follows from it, whichever client of the database writes it: one row per shard,
 * more when they are large; the contents are kept for a relay of this process, which is notified of them after the commit.
 */
public final class OutboxAppend {

    /** A trace follows people one by one; a file of them would make one that nobody can read. */
    private static final int MOST_TRACED = 100;

    private final OutboxSignal signal;
    private final List<OutboxRow> rows;

    private OutboxAppend(OutboxSignal signal, List<OutboxRow> rows) {
        this.signal = signal;
        this.rows = rows;
    }

    /** A row as the statement returns it. */
    public record Inserted(long id, long createdMicros) {

        Instant createdAt() {
            return Instant.EPOCH.plus(createdMicros, ChronoUnit.MICROS);
        }
    }

    public static OutboxAppend of(OutboxSignal signal, List<OutgoingMessage> messages) {
        return new OutboxAppend(signal, OutboxRow.of(traced(messages)));
    }

    /** What is changed on request of somebody belongs to the trace of the request, unless it is much. */
    private static List<OutgoingMessage> traced(List<OutgoingMessage> messages) {
        String current = messages.size() > MOST_TRACED ? null : CurrentTrace.traceparent();
        return current == null
                ? messages
                : messages.stream()
                        .map(message -> message.traceparent() == null ? message.tracedBy(current) : message)
                        .toList();
    }

    /**
     * One statement, each payload bound for itself: in an array it would travel as text, twice as long; and what goes
     * wrong with a batch of statements quotes all that was bound.
     */
    public String insert() {
        String values = IntStream.range(0, rows.size())
                .mapToObj(i -> "(:s%1$d, :m%1$d, :b%1$d, :p%1$d)".formatted(i))
                .collect(Collectors.joining(", "));
        return "insert into outbox (shard, messages, bytes, payload) values " + values
                + " returning id, cast(extract(epoch from created_at) * 1000000 as bigint) as created_micros";
    }

    /** The values of the statement's parameters by name. */
    public Map<String, Object> parameters() {
        Map<String, Object> parameters = new LinkedHashMap<>();
        for (int i = 0; i < rows.size(); i++) {
            OutboxRow row = rows.get(i);
            parameters.put("s" + i, (short) row.shard());
            parameters.put("m" + i, row.content().size());
            parameters.put("b" + i, row.payload().length);
            parameters.put("p" + i, row.payload());
        }
        return parameters;
    }

    /** To be called before the commit, so that the contents never come after the relay that wants them. */
    public void inserted(List<Inserted> inserted) {
        List<Inserted> inOrder =
                inserted.stream().sorted(Comparator.comparingLong(Inserted::id)).toList();
        for (int i = 0; i < rows.size(); i++) {
            OutboxRow row = rows.get(i);
            signal.recent(row.shard()).keep(inOrder.get(i).id(), inOrder.get(i).createdAt(), row);
        }
    }

    /** To be called after the commit. */
    public void committed() {
        var shards = new BitSet();
        rows.forEach(row -> shards.set(row.shard()));
        signal.committed(shards);
    }
}
