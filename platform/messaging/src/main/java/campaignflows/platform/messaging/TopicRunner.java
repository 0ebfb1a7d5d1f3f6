package campaignflows.platform.messaging;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Reads a topic as one of a group and hands it, batch by batch and partition by partition, to a sink that keeps the
 * positions. Polling and handling happen on one thread.
 *
 * <p>What holds: a batch begins exactly where the stored position is, as far as this process knows; when it turns out to
 * know wrong, or a batch fails, the partition is paused, its position is read again and decides. So a partition that
 * cannot go on does not hold up the others, and a process that lost its partition without noticing changes nothing.
 */
public final class TopicRunner implements Runnable, AutoCloseable {

    private static final Logger LOG = Logger.getLogger(TopicRunner.class);
    private static final Duration POLL = Duration.ofMillis(250);
    private static final Duration STORE_MARKERS_AFTER = Duration.ofMillis(500);
    private static final Duration CLOSE_THREAD = Duration.ofMillis(2_500);
    private static final Duration CLOSE_CONSUMER = Duration.ofMillis(1_500);

    private final String name;
    private final String topic;
    private final String groupId;
    private final KafkaClients kafka;
    private final BatchSink sink;
    private final ConsumerMeters meters;
    private final Scheduling scheduling;
    private final Thread thread;
    private final Map<TopicPartition, PartitionProgress> assigned = new HashMap<>();
    private final ConsumerProgress progress;
    private @Nullable TopicRef ref;
    private volatile boolean closing;
    private volatile boolean ready;
    private volatile @Nullable Consumer<byte[], byte[]> polling;
    private volatile @Nullable String stopped;

    /**
     * @param name names the consumer in logs, metrics and its thread
     * @param groupId the group that shares the partitions
     */
    public TopicRunner(
            String name,
            String topic,
            String groupId,
            KafkaClients kafka,
            BatchSink sink,
            MeterRegistry meters,
            Scheduling scheduling) {
        this(name, topic, groupId, kafka, sink, new ConsumerMeters(meters, name, topic), scheduling);
    }

    TopicRunner(
            String name,
            String topic,
            String groupId,
            KafkaClients kafka,
            BatchSink sink,
            ConsumerMeters meters,
            Scheduling scheduling) {
        this.name = name;
        this.topic = topic;
        this.groupId = groupId;
        this.kafka = kafka;
        this.sink = sink;
        this.meters = meters;
        this.scheduling = scheduling;
        this.progress = new ConsumerProgress(name, topic, scheduling);
        this.thread = Thread.ofPlatform().name("consumer-" + name).daemon().unstarted(this);
    }

    public void start() {
        thread.start();
    }

    public String name() {
        return name;
    }

    /** Whether it has joined its group, has not failed since, was not stopped, and its thread lives. */
    public boolean isReady() {
        return ready && stopped == null && thread.isAlive();
    }

    /** The partitions that have not got on for at least this time though they should. */
    public List<Stall> stalled(Duration limit) {
        return progress.stalled(limit);
    }

    /** Why it stopped for good, if it did. */
    public Optional<String> stopped() {
        return Optional.ofNullable(stopped);
    }

    /** Reads until it is closed, on the thread that calls; see {@link #start}. */
    @Override
    public void run() {
        int failures = 0;
        while (!closing) {
            try (Admin admin = kafka.admin(name + "-admin")) {
                consume(admin);
            } catch (WakeupException | InterruptException | InterruptedException stop) {
                closing = true;
            } catch (TopicMismatchException | OffsetOutOfRangeException e) {
                stopped = e.getMessage();
                LOG.errorf("consumer stopped for good consumer=%s topic=%s reason=%s", name, topic, e.getMessage());
                return;
            } catch (RuntimeException | VirtualMachineError | LinkageError e) {
                failures = ready ? 1 : failures + 1;
                ready = false;
                if (!closing) {
                    LOG.errorf(e, "consumer failed, joins again consumer=%s failures=%d", name, failures);
                    sleep(Backoff.DEFAULT.after(failures));
                }
            } catch (Error e) {
                stopped = "died of " + e.getClass().getSimpleName();
                LOG.errorf(e, "consumer died consumer=%s", name);
                return;
            }
        }
    }

    private void consume(Admin admin) throws InterruptedException {
        assigned.clear();
        progress.forgetAll();
        Consumer<byte[], byte[]> consumer = kafka.groupConsumer(groupId, name);
        polling = consumer;
        try {
            consumer.subscribe(List.of(topic), new Assignment(consumer));
            while (!closing) {
                positionThoseDue(consumer, admin);
                ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
                ready = ready || !consumer.groupMetadata().memberId().isEmpty();
                for (var next : records.nextOffsets().entrySet()) {
                    handle(
                            consumer,
                            next.getKey(),
                            records.records(next.getKey()),
                            next.getValue().offset());
                }
                storeMarkers(consumer);
                measureLag(consumer);
            }
        } finally {
            polling = null;
            consumer.close(CloseOptions.timeout(CLOSE_CONSUMER));
        }
    }

    /** Reads the positions of the partitions that wait for it, and lets these go on from there. */
    private void positionThoseDue(Consumer<byte[], byte[]> consumer, Admin admin) throws InterruptedException {
        Map<Integer, PartitionProgress> due = new TreeMap<>();
        assigned.forEach((partition, place) -> {
            if (place.isDue()) {
                due.put(partition.partition(), place);
            }
        });
        if (due.isEmpty()) {
            return;
        }
        PositionFinder.Found found;
        try {
            found = new PositionFinder(admin, sink).find(topic, due.keySet());
        } catch (TopicMismatchException e) {
            throw e;
        } catch (RuntimeException e) {
            due.values().forEach(PartitionProgress::failed);
            LOG.warnf(e, "positions not read, tries again consumer=%s partitions=%s", name, due.keySet());
            return;
        }
        ref = found.topic();
        found.positions().forEach((number, position) -> {
            PartitionProgress place = due.get(number);
            if (place == null) {
                return;
            }
            var partition = new TopicPartition(topic, number);
            place.positionedAt(position);
            consumer.seek(partition, position);
            consumer.resume(List.of(partition));
        });
    }

    private void handle(
            Consumer<byte[], byte[]> consumer,
            TopicPartition partition,
            List<ConsumerRecord<byte[], byte[]>> records,
            long to) {
        PartitionProgress place = assigned.get(partition);
        if (place == null || !place.isPositioned() || to <= place.stored()) {
            return;
        }
        if (records.isEmpty()) {
            place.readNothingUpTo(to);
        } else {
            apply(
                    consumer,
                    partition,
                    place,
                    records.stream().map(ConsumedRecord::of).toList(),
                    to);
        }
    }

    private void apply(
            Consumer<byte[], byte[]> consumer,
            TopicPartition partition,
            PartitionProgress place,
            List<ConsumedRecord> records,
            long to) {
        try {
            progress.inHand(partition.partition(), place.stored());
            TopicRef known = Objects.requireNonNull(ref, "a positioned partition has an identified topic");
            if (sink.apply(new PartitionBatch(known, partition.partition(), place.stored(), to, records))) {
                place.applied(to);
                progress.moved(partition.partition());
                meters.records.increment(records.size());
                return;
            }
            place.positionUnknown();
            LOG.warnf(
                    "batch had no effect, its position is elsewhere consumer=%s partition=%s from=%d",
                    name, partition, place.stored());
        } catch (TopicMismatchException e) {
            throw e;
        } catch (RuntimeException | VirtualMachineError | LinkageError e) {
            place.failed();
            meters.failures.increment();
            LOG.errorf(
                    e,
                    "batch failed, partition waits consumer=%s partition=%s from=%d to=%d failures=%d",
                    name,
                    partition,
                    place.stored(),
                    to,
                    place.failures());
        }
        consumer.pause(List.of(partition));
        consumer.seek(partition, place.stored());
    }

    /** A partition may advance past markers only; that is stored too, but not once per marker. */
    private void storeMarkers(Consumer<byte[], byte[]> consumer) {
        assigned.forEach((partition, place) -> {
            if (place.shouldStoreMarkers(STORE_MARKERS_AFTER)) {
                apply(consumer, partition, place, List.of(), place.read());
            }
        });
    }

    private void measureLag(Consumer<byte[], byte[]> consumer) {
        long sum = 0;
        for (var entry : assigned.entrySet()) {
            int partition = entry.getKey().partition();
            PartitionProgress place = entry.getValue();
            OptionalLong lag = place.isPositioned() || place.failures() > 0
                    ? consumer.currentLag(entry.getKey())
                    : OptionalLong.empty();
            sum += lag.orElse(0);
            if (!place.isPositioned()) {
                progress.unpositioned(partition);
            } else if (lag.orElse(0) > 0) {
                progress.behind(partition, place.stored());
            } else if (lag.isPresent()) {
                progress.level(partition);
            }
        }
        meters.lag(sum);
    }

    private void sleep(Duration time) {
        try {
            scheduling.sleep(time);
        } catch (InterruptedException e) {
            closing = true;
        }
    }

    /** Ends after the batch in hand if that is quick, else in the middle of it, which then has no effect. */
    @Override
    public void close() {
        requestClose();
        awaitClosed();
    }

    void requestClose() {
        closing = true;
        Consumer<byte[], byte[]> consumer = polling;
        if (consumer != null) {
            consumer.wakeup();
        }
    }

    void awaitClosed() {
        Threads.join(thread, CLOSE_THREAD);
    }

    /** Keeps the assigned partitions; a new one is held back until its position is known. */
    private final class Assignment implements ConsumerRebalanceListener {
        private final Consumer<byte[], byte[]> consumer;

        private Assignment(Consumer<byte[], byte[]> consumer) {
            this.consumer = consumer;
        }

        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            consumer.pause(partitions);
            for (TopicPartition partition : partitions) {
                consumer.seek(partition, 0);
                assigned.put(partition, new PartitionProgress(scheduling));
                progress.unpositioned(partition.partition());
            }
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            for (TopicPartition partition : partitions) {
                assigned.remove(partition);
                progress.level(partition.partition());
            }
        }
    }
}
