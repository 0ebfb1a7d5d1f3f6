package campaignflows.platform.messaging;

import campaignflows.platform.contracts.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * Reads what a shard's last committed transaction has published. To be asked after {@code initTransactions}, when no
 * transaction of the shard is open any more, and only once per taking over.
 */
final class PositionsTopic {

    private static final Duration DEADLINE = Duration.ofSeconds(8);
    private static final long FIRST_STEP = 64;

    private final KafkaClients kafka;
    private final Scheduling scheduling;
    private final String clientId;
    private final TopicPartition partition;

    PositionsTopic(KafkaClients kafka, Scheduling scheduling, String clientId, int partition) {
        this.kafka = kafka;
        this.scheduling = scheduling;
        this.clientId = clientId;
        this.partition = new TopicPartition(Topics.OUTBOX_POSITIONS, partition);
    }

    TopicPartition partition() {
        return partition;
    }

    /** The last committed record before the end that even uncommitted records and markers have; empty if there is none. */
    Optional<PublishedRows> last() throws InterruptedException {
        long end;
        long start;
        try (Admin admin = kafka.admin(clientId)) {
            end = offset(admin, OffsetSpec.latest());
            start = offset(admin, OffsetSpec.earliest());
        }
        try (Consumer<byte[], byte[]> consumer = kafka.freeConsumer(clientId)) {
            consumer.assign(List.of(partition));
            for (long step = FIRST_STEP, to = end; to > start; step *= 8) {
                long from = Math.max(start, to - step);
                Optional<PublishedRows> found = lastBetween(consumer, from, to);
                if (found.isPresent()) {
                    return found;
                }
                to = from;
            }
            return Optional.empty();
        }
    }

    private Optional<PublishedRows> lastBetween(Consumer<byte[], byte[]> consumer, long from, long to) {
        consumer.seek(partition, from);
        Optional<PublishedRows> last = Optional.empty();
        long deadline = scheduling.nanoTime() + DEADLINE.toNanos();
        while (consumer.position(partition) < to) {
            if (scheduling.nanoTime() > deadline) {
                throw new TimeoutException("Expected to read " + partition + " up to " + to + ", but got to "
                        + consumer.position(partition));
            }
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
                if (record.offset() < to && record.value() != null) {
                    last = Optional.of(PublishedRows.decode(record.value()));
                }
            }
        }
        return last;
    }

    private long offset(Admin admin, OffsetSpec spec) throws InterruptedException {
        try {
            return admin.listOffsets(Map.of(partition, spec), new ListOffsetsOptions(IsolationLevel.READ_UNCOMMITTED))
                    .partitionResult(partition)
                    .get()
                    .offset();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException kafkaFailure ? kafkaFailure : new KafkaException(e.getCause());
        }
    }
}
