package campaignflows.platform.messaging;

import campaignflows.platform.contracts.MalformedMessageException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * Lets batches take effect in this service's database: the position's move, the effects and the dead letters are one
 * transaction, whose first statement is the move.
 */
final class DatabaseSink<M> implements BatchSink {

    private static final Logger LOG = Logger.getLogger(DatabaseSink.class);

    private final String consumer;
    private final Database database;
    private final Outbox outbox;
    private final BatchHandler<M> handler;
    private final ConsumerMeters meters;
    private final Consumer<ConsumerStep> steps;
    private final Positions positions = new Positions();

    DatabaseSink(
            String consumer,
            Database database,
            Outbox outbox,
            BatchHandler<M> handler,
            ConsumerMeters meters,
            Consumer<ConsumerStep> steps) {
        this.consumer = consumer;
        this.database = database;
        this.outbox = outbox;
        this.handler = handler;
        this.meters = meters;
        this.steps = steps;
    }

    @Override
    public Map<Integer, Long> positions(TopicRef topic, Set<Integer> partitions) {
        return database.read(handle -> positions.of(handle, consumer, topic, partitions));
    }

    @Override
    public void begin(TopicRef topic, Map<Integer, Long> first) {
        database.useTransaction(transaction -> positions.begin(transaction, consumer, topic, first));
    }

    @Override
    public boolean apply(PartitionBatch batch) {
        var sorted = new Sorted<M>();
        batch.records().forEach(record -> sort(record, sorted));
        while (true) {
            try {
                steps.accept(ConsumerStep.BEFORE_TRANSACTION);
                boolean applied = database.inTransaction(transaction -> {
                    if (!positions.move(
                            transaction, consumer, batch.topic(), batch.partition(), batch.from(), batch.to())) {
                        transaction.rollback();
                        return false;
                    }
                    if (!sorted.messages.isEmpty()) {
                        handler.apply(transaction, List.copyOf(sorted.messages));
                    }
                    outbox.append(transaction, List.copyOf(sorted.deadLetters.values()));
                    steps.accept(ConsumerStep.BEFORE_COMMIT);
                    return true;
                });
                steps.accept(ConsumerStep.AFTER_COMMIT);
                if (applied) {
                    meters.skipped.increment(sorted.skipped);
                    meters.deadLetters.increment(sorted.deadLetters.size());
                }
                return applied;
            } catch (MalformedRecordException e) {
                if (!sorted.messages.removeIf(received -> received.record().equals(e.record()))) {
                    throw new IllegalStateException("Expected the malformed record to be one of the batch", e);
                }
                bury(e.record(), String.valueOf(e.getMessage()), sorted);
            }
        }
    }

    private void sort(ConsumedRecord record, Sorted<M> sorted) {
        try {
            Optional<M> message = handler.decode(record);
            if (message.isPresent()) {
                sorted.messages.add(new BatchHandler.Received<>(record, message.get()));
            } else {
                sorted.skipped++;
            }
        } catch (MalformedMessageException e) {
            bury(record, String.valueOf(e.getMessage()), sorted);
        } catch (RuntimeException e) {
            // Its text may quote the record, and with it personal data.
            bury(record, e.getClass().getSimpleName(), sorted);
        }
    }

    private void bury(ConsumedRecord record, String reason, Sorted<M> sorted) {
        LOG.errorf(
                "malformed record consumer=%s topic=%s partition=%d offset=%d reason=%s",
                consumer, record.topic(), record.partition(), record.offset(), reason);
        sorted.deadLetters.put(record.offset(), DeadLetter.of(consumer, record, reason));
    }

    /** A batch by what becomes of its records. */
    private static final class Sorted<M> {
        private final List<BatchHandler.Received<M>> messages = new ArrayList<>();
        private final Map<Long, OutgoingMessage> deadLetters = new LinkedHashMap<>();
        private int skipped;
    }
}
