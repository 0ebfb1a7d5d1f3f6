package campaignflows.platform.messaging;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * The partitions that a consumer is assigned now, and which of them are read: those whose position is known and that do not hold
 * enough already. Used by the consumer's thread only.
 */
final class AssignedPartitions implements ConsumerRebalanceListener {

    private final String topic;
    private final Consumer<byte[], byte[]> consumer;
    private final ConsumerSettings settings;
    private final ConsumerProgress progress;
    private final Scheduling scheduling;
    private final Map<TopicPartition, AssignedPartition> partitions = new HashMap<>();

    AssignedPartitions(
            String topic,
            Consumer<byte[], byte[]> consumer,
            ConsumerSettings settings,
            ConsumerProgress progress,
            Scheduling scheduling) {
        this.topic = topic;
        this.consumer = consumer;
        this.settings = settings;
        this.progress = progress;
        this.scheduling = scheduling;
    }

    Collection<AssignedPartition> all() {
        return partitions.values();
    }

    Collection<TopicPartition> keys() {
        return partitions.keySet();
    }

    @Nullable
    AssignedPartition get(TopicPartition key) {
        return partitions.get(key);
    }

    /** Whether it is still the one that is assigned; it may belong to another member by now, or have been assigned here again. */
    boolean isOurs(AssignedPartition partition) {
        return partitions.get(key(partition)) == partition;
    }

    private TopicPartition key(AssignedPartition partition) {
        return new TopicPartition(topic, partition.number());
    }

    /** Has the partition read on from the stored position. */
    void goOn(AssignedPartition partition, long position) {
        if (!partition.wasEverPositioned()) {
            progress.level(partition.number());
        } else if (position != partition.position()) {
            progress.moved(partition.number());
        }
        partition.positionedAt(position);
        consumer.seek(key(partition), position);
    }

    /** Those of which a batch can be taken; those that have waited longest come first. */
    List<AssignedPartition> ready() {
        return partitions.values().stream()
                .filter(AssignedPartition::isReady)
                .sorted(Comparator.comparingLong(AssignedPartition::lastTaken))
                .toList();
    }

    private boolean isBufferFull() {
        long bytes = 0;
        for (AssignedPartition partition : partitions.values()) {
            bytes += partition.bufferedBytes();
        }
        return bytes >= settings.bufferedBytes();
    }

    /** Has those read that are to be read, and no others. */
    void pauseAndResume() {
        boolean full = isBufferFull();
        List<TopicPartition> held = new ArrayList<>();
        List<TopicPartition> free = new ArrayList<>();
        partitions.forEach((key, partition) -> {
            boolean enough = partition.isFull() || (full && partition.buffered() > 0);
            (partition.isLost() || enough ? held : free).add(key);
        });
        held.removeAll(consumer.paused());
        free.retainAll(consumer.paused());
        consumer.pause(held);
        consumer.resume(free);
    }

    /** A new one is not read until its position is known. */
    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> assigned) {
        consumer.pause(assigned);
        for (TopicPartition partition : assigned) {
            // Kafka has no position to offer; this one is replaced before anything is read.
            consumer.seek(partition, 0);
            partitions.put(partition, new AssignedPartition(partition.partition(), settings, scheduling));
            progress.unpositioned(partition.partition());
        }
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> revoked) {
        for (TopicPartition partition : revoked) {
            partitions.remove(partition);
            progress.level(partition.partition());
        }
    }
}
