package campaignflows.platform.database;

import campaignflows.platform.contracts.MalformedMessageException;
import campaignflows.platform.messaging.ConsumedRecord;
import campaignflows.platform.messaging.DeadLetter;
import campaignflows.platform.messaging.MalformedRecordException;
import campaignflows.platform.messaging.OutgoingMessage;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jboss.logging.Logger;

/** Lets the records of one or more batches take effect in one transaction, the dead letters of those that never can among it. */
final class BatchEffects<M> {

    private static final Logger LOG = Logger.getLogger(BatchEffects.class);

    private final String consumer;
    private final Database database;
    private final Outbox outbox;
    private final BatchHandler<M> handler;
    private final Counter skipped;
    private final Counter deadLetters;
    private final Consumer<ConsumerStep> steps;

    BatchEffects(
            String consumer,
            String topic,
            Database database,
            Outbox outbox,
            BatchHandler<M> handler,
            MeterRegistry meters,
            Consumer<ConsumerStep> steps) {
        this.consumer = consumer;
        this.database = database;
        this.outbox = outbox;
        this.handler = handler;
        this.steps = steps;
        String[] tags = {"consumer", consumer, "topic", topic};
        this.skipped = Counter.builder("campaignflows.consumer.skipped")
                .description("Records of a type that this consumer does not know or need")
                .tags(tags)
                .register(meters);
        this.deadLetters = Counter.builder("campaignflows.consumer.dead.letters")
                .description("Malformed records sent to the dead-letter topic")
                .tags(tags)
                .register(meters);
    }

    /**
     * @param begin comes first in the transaction and says whether the batch may take effect at all, by one statement
     * @return what {@code begin} said
     */
    boolean apply(List<ConsumedRecord> records, Predicate<Tx> begin) {
        var sorted = new Sorted<M>();
        records.forEach(record -> sort(record, sorted));
        while (true) {
            try {
                return apply(sorted, begin);
            } catch (MalformedRecordException e) {
                if (!sorted.messages.removeIf(received -> received.record().equals(e.record()))) {
                    throw new IllegalStateException("Expected the malformed record to be one of the batch", e);
                }
                sendToDeadLetters(e.record(), String.valueOf(e.getMessage()), sorted);
            }
        }
    }

    private boolean apply(Sorted<M> sorted, Predicate<Tx> begin) {
        steps.accept(ConsumerStep.BEFORE_TRANSACTION);
        boolean applied = sorted.isEmpty()
                // What may be passed over may be so in each partition by itself.
                ? database.single(begin::test)
                : database.inTransaction(tx -> {
                    if (!begin.test(tx)) {
                        return tx.rollback(false);
                    }
                    if (!sorted.messages.isEmpty()) {
                        handler.apply(tx, List.copyOf(sorted.messages));
                    }
                    outbox.append(tx, List.copyOf(sorted.deadLetters));
                    steps.accept(ConsumerStep.BEFORE_COMMIT);
                    return true;
                });
        steps.accept(ConsumerStep.AFTER_COMMIT);
        if (applied) {
            skipped.increment(sorted.skipped);
            deadLetters.increment(sorted.deadLetters.size());
        }
        return applied;
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
            sendToDeadLetters(record, String.valueOf(e.getMessage()), sorted);
        } catch (RuntimeException e) {
            // Its text may quote the record, and with it personal data.
            sendToDeadLetters(record, e.getClass().getSimpleName(), sorted);
        }
    }

    private void sendToDeadLetters(ConsumedRecord record, String reason, Sorted<M> sorted) {
        LOG.errorf(
                "malformed record consumer=%s topic=%s partition=%d offset=%d reason=%s",
                consumer, record.topic(), record.partition(), record.offset(), reason);
        sorted.deadLetters.add(DeadLetter.of(consumer, record, reason));
    }

    /** Records by what becomes of them. */
    private static final class Sorted<M> {
        private final List<BatchHandler.Received<M>> messages = new ArrayList<>();
        private final List<OutgoingMessage> deadLetters = new ArrayList<>();
        private int skipped;

        /** Nothing takes effect. */
        boolean isEmpty() {
            return messages.isEmpty() && deadLetters.isEmpty();
        }
    }
}
