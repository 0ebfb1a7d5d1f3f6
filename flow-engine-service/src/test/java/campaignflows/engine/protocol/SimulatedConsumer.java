package campaignflows.engine.protocol;

import campaignflows.platform.contracts.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;

/** A consumer of {@code read_committed}: positions move past markers and aborted records too, as the real one's do. */
final class SimulatedConsumer {
    private final SimulatedProcess machine;
    private final Kafka kafka;
    private final GroupCoordinator group;
    private final Map<TopicPartition, Long> positions = new LinkedHashMap<>();
    private final Set<TopicPartition> paused = new HashSet<>();
    private @Nullable ConsumerRebalanceListener listener;
    private String topic = "";
    private boolean woken;
    private boolean joined;
    private boolean closed;

    SimulatedConsumer(SimulatedProcess machine, Kafka kafka, GroupCoordinator group) {
        this.machine = machine;
        this.kafka = kafka;
        this.group = group;
    }

    SimulatedProcess machine() {
        return machine;
    }

    public void subscribe(Collection<String> topics, ConsumerRebalanceListener subscriber) {
        topic = topics.iterator().next();
        listener = subscriber;
        machine.onDeath(() -> kafka.broker().later(() -> group.expel(this)));
    }

    public void assign(Collection<TopicPartition> partitions) {
        partitions.forEach(partition -> positions.put(partition, 0L));
    }

    public ConsumerRecords<byte[], byte[]> poll(Duration time) {
        kafka.schedule().await(this::hasSomething, time.toNanos());
        if (woken) {
            woken = false;
            throw new WakeupException();
        }
        rebalance();
        return fetch();
    }

    private boolean hasSomething() {
        if (woken || (listener != null && group.hasNews(this))) {
            return true;
        }
        for (TopicPartition each : positions.keySet()) {
            if (isFetchable(each)) {
                return true;
            }
        }
        return false;
    }

    private boolean isFetchable(TopicPartition each) {
        return !paused.contains(each) && position(each) < readable(log(each));
    }

    private void rebalance() {
        ConsumerRebalanceListener current = listener;
        if (current == null) {
            return;
        }
        if (!group.has(this)) {
            if (joined) {
                current.onPartitionsLost(List.copyOf(positions.keySet()));
                positions.clear();
                paused.clear();
            }
            joined = true;
            group.join(this);
        }
        List<Integer> revoked = group.toRevoke(this);
        if (!revoked.isEmpty()) {
            List<TopicPartition> keys = keys(revoked);
            current.onPartitionsRevoked(keys);
            keys.forEach(positions::remove);
            keys.forEach(paused::remove);
            group.revoked(revoked);
        }
        List<Integer> given = group.assign(this);
        if (!given.isEmpty()) {
            keys(given).forEach(key -> positions.put(key, 0L));
            current.onPartitionsAssigned(keys(given));
        }
    }

    private List<TopicPartition> keys(List<Integer> partitions) {
        return partitions.stream().map(each -> new TopicPartition(topic, each)).toList();
    }

    /** Of one partition: the order in which a poll returns several is not defined, so a seed could not repeat it. */
    private ConsumerRecords<byte[], byte[]> fetch() {
        List<TopicPartition> some =
                positions.keySet().stream().filter(this::isFetchable).toList();
        if (some.isEmpty()) {
            return ConsumerRecords.empty();
        }
        TopicPartition key = kafka.schedule().pick(some);
        TopicLog log = log(key);
        long from = position(key);
        long end = readable(log);
        long to = end - kafka.schedule().below(Math.min(end - from, 4));
        List<TopicLog.Entry> entries = readsAll() ? log.uncommitted(from, to) : log.committed(from, to);
        positions.put(key, to);
        return new ConsumerRecords<>(
                entries.isEmpty()
                        ? Map.of()
                        : Map.of(
                                key,
                                entries.stream()
                                        .map(entry -> record(key, entry))
                                        .toList()),
                Map.of(key, new OffsetAndMetadata(to)));
    }

    private boolean readsAll() {
        return kafka.mutation() == Mutation.READ_UNCOMMITTED && topic.equals(Topics.PARTICIPANT_EVENTS);
    }

    private long readable(TopicLog log) {
        return readsAll() ? log.end() : log.lastStable();
    }

    private static ConsumerRecord<byte[], byte[]> record(TopicPartition key, TopicLog.Entry entry) {
        var record = java.util.Objects.requireNonNull(entry.record());
        return new ConsumerRecord<>(
                key.topic(),
                key.partition(),
                entry.offset(),
                record.key().getBytes(StandardCharsets.UTF_8),
                record.value());
    }

    private TopicLog log(TopicPartition key) {
        return kafka.broker().log(key);
    }

    public long position(TopicPartition partition) {
        return positions.getOrDefault(partition, 0L);
    }

    public void seek(TopicPartition partition, long offset) {
        if (!positions.containsKey(partition)) {
            throw new IllegalStateException("No current assignment for partition " + partition);
        }
        if (kafka.mutation() != Mutation.NO_SEEK || offset == 0 || position(partition) == 0) {
            positions.put(partition, offset);
        }
    }

    public void pause(Collection<TopicPartition> partitions) {
        paused.addAll(assigned(partitions));
    }

    public void resume(Collection<TopicPartition> partitions) {
        assigned(partitions).forEach(paused::remove);
    }

    private Collection<TopicPartition> assigned(Collection<TopicPartition> partitions) {
        if (!positions.keySet().containsAll(partitions)) {
            throw new IllegalStateException("No current assignment for one of " + partitions);
        }
        return partitions;
    }

    public Set<TopicPartition> paused() {
        return Set.copyOf(paused);
    }

    public OptionalLong currentLag(TopicPartition partition) {
        return OptionalLong.empty();
    }

    public void wakeup() {
        woken = true;
    }

    public ConsumerGroupMetadata groupMetadata() {
        return new ConsumerGroupMetadata("group", 1, joined ? "member" : "", java.util.Optional.empty());
    }

    public void close(CloseOptions options) {
        close();
    }

    public void close() {
        if (!closed) {
            closed = true;
            group.expel(this);
        }
    }
}
