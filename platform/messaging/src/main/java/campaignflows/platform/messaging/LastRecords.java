package campaignflows.platform.messaging;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * Finds the last committed record of each partition of a topic as it is now, the transactions that are open now included. What
 * a reader is given ends with a record, while a partition ends with a marker that no reader sees.
 */
final class LastRecords {

    private static final Duration DEADLINE = Duration.ofSeconds(20);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final long FIRST_STEP = 64;

    private LastRecords() {}

    /** Offsets by partition; a partition without a record is left out. */
    static Map<Integer, Long> of(KafkaClients kafka, String topic) throws InterruptedException {
        String clientId = "follower-" + topic + "-start";
        Map<TopicPartition, Long> beginnings;
        Map<TopicPartition, Long> ends;
        try (Admin admin = kafka.admin(clientId)) {
            List<TopicPartition> partitions = partitions(admin, topic);
            beginnings = offsets(admin, partitions, OffsetSpec.earliest());
            // Uncommitted records count: what is being committed at this moment belongs to what was there at the start.
            ends = offsets(admin, partitions, OffsetSpec.latest());
        } catch (ExecutionException e) {
            throw PositionFinder.unwrapped(e);
        }
        Map<Integer, Long> last = new HashMap<>();
        try (Consumer<byte[], byte[]> consumer = kafka.freeConsumer(clientId)) {
            ends.forEach((partition, end) -> last(consumer, partition, beginnings.getOrDefault(partition, 0L), end)
                    .ifPresent(offset -> last.put(partition.partition(), offset)));
        }
        return last;
    }

    private static Optional<Long> last(
            Consumer<byte[], byte[]> consumer, TopicPartition partition, long beginning, long end) {
        consumer.assign(List.of(partition));
        long to = end;
        for (long step = FIRST_STEP; to > beginning; step *= 8) {
            long from = Math.max(beginning, to - step);
            Optional<Long> found = lastBetween(consumer, partition, from, to);
            if (found.isPresent()) {
                return found;
            }
            to = from;
        }
        return Optional.empty();
    }

    private static Optional<Long> lastBetween(
            Consumer<byte[], byte[]> consumer, TopicPartition partition, long from, long to) {
        consumer.seek(partition, from);
        Optional<Long> last = Optional.empty();
        long begin = System.nanoTime();
        while (consumer.position(partition) < to) {
            if (System.nanoTime() - begin > DEADLINE.toNanos()) {
                throw new TimeoutException("Expected to read " + partition + " up to " + to + ", but got to "
                        + consumer.position(partition));
            }
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                if (record.offset() < to) {
                    last = Optional.of(record.offset());
                }
            }
        }
        return last;
    }

    private static List<TopicPartition> partitions(Admin admin, String topic)
            throws InterruptedException, ExecutionException {
        return Objects.requireNonNull(admin.describeTopics(List.of(topic))
                        .allTopicNames()
                        .get()
                        .get(topic))
                .partitions()
                .stream()
                .map(partition -> new TopicPartition(topic, partition.partition()))
                .toList();
    }

    private static Map<TopicPartition, Long> offsets(Admin admin, List<TopicPartition> partitions, OffsetSpec which)
            throws InterruptedException, ExecutionException {
        Map<TopicPartition, OffsetSpec> asked =
                partitions.stream().collect(Collectors.toMap(partition -> partition, partition -> which));
        Map<TopicPartition, Long> offsets = new HashMap<>();
        admin.listOffsets(asked).all().get().forEach((partition, found) -> offsets.put(partition, found.offset()));
        return offsets;
    }
}
