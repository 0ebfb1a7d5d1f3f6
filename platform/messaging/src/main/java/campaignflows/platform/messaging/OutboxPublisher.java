package campaignflows.platform.messaging;

import campaignflows.platform.tracing.Tracing;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jboss.logging.Logger;

/**
 * Publishes batches of one shard's rows, each in a transaction in Kafka that also says, on {@code outbox-positions}, which rows these
 * are. For the relay that holds the shard, while it holds it.
 */
final class OutboxPublisher {
    private static final Logger LOG = Logger.getLogger(OutboxPublisher.class);

    private final String relay;
    private final String positionsKey;
    private final UUID database;
    private final PositionsTopic positions;
    private final Producer<String, byte[]> producer;
    private final Tracing tracing;
    private final Consumer<RelayStep> steps;
    private List<OutboxRows.Key> last;

    /**
     * A publisher of one shard.
     *
     * @param relay        the name of the relay, for the log
     * @param positionsKey the key of the shard's records on {@code outbox-positions}
     * @param database     whose rows they are
     * @param producer     of transactions, initialised
     * @param published    the rows that the last record on {@code outbox-positions} names
     */
    OutboxPublisher(
            String relay,
            String positionsKey,
            UUID database,
            PositionsTopic positions,
            Producer<String, byte[]> producer,
            List<OutboxRows.Key> published,
            Tracing tracing,
            Consumer<RelayStep> steps) {
        this.relay = relay;
        this.positionsKey = positionsKey;
        this.database = database;
        this.positions = positions;
        this.producer = producer;
        this.last = published;
        this.tracing = tracing;
        this.steps = steps;
    }

    /**
     * Publishes the rows. Blocks until the transaction is committed.
     *
     * @param rows of one batch, in their order; not empty
     * @return the rows to be deleted now
     * @throws RuntimeException if they are not published, or nothing is known of the outcome
     */
    List<OutboxRows.Key> publish(List<OutboxRows.Row> rows) {
        List<OutboxRows.Key> keys = rows.stream().map(OutboxRows.Row::key).toList();
        logForgottenCommits(keys);
        producer.beginTransaction();
        PublishedSpans spans = new PublishedSpans(tracing);
        for (OutboxRows.Row row : rows) {
            row.messages().forEach(message -> producer.send(record(spans.begin(row, message))));
        }
        producer.send(new ProducerRecord<>(
                positions.partition().topic(),
                positions.partition().partition(),
                positionsKey,
                new PublishedRows(database, keys).encode()));
        steps.accept(RelayStep.SENT);
        producer.commitTransaction();
        spans.published();
        steps.accept(RelayStep.COMMITTED);
        last = keys;
        return keys;
    }

    /** A repeated id does no harm, but other commits may be lost: only people can find out what the database has forgotten. */
    private void logForgottenCommits(List<OutboxRows.Key> next) {
        Set<Long> known = last.stream().map(OutboxRows.Key::id).collect(Collectors.toSet());
        long again = next.stream().filter(row -> known.contains(row.id())).count();
        if (again > 0) {
            LOG.errorf(
                    "the database has lost commits: ids of published rows are drawn again, and these rows are published"
                            + " too relay=%s rows=%d",
                    relay, again);
        }
    }

    private static ProducerRecord<String, byte[]> record(OutgoingMessage message) {
        var record = new ProducerRecord<String, byte[]>(message.topic(), message.key(), message.value());
        message.headers()
                .forEach((header, text) -> record.headers().add(header, text.getBytes(StandardCharsets.UTF_8)));
        return record;
    }
}
