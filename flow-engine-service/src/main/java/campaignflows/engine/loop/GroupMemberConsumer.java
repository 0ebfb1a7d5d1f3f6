package campaignflows.engine.loop;

import campaignflows.platform.contracts.Topics;
import campaignflows.platform.messaging.Scheduling;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.jboss.logging.Logger;

/**
 * One membership in the group, from joining to leaving it: polls, and has each assigned partition walked batch by batch.
 *
 * <p>One thread polls, and it alone knows where each partition stands; batches run on threads of their own, one per
 * partition at a time, and post what became of them. So nothing that a batch waits for holds up the polling or another
 * partition. A partition that is taken away is forgotten: what it has under way commits on the condition of its position
 * and can do no harm.
 */
final class GroupMemberConsumer implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(GroupMemberConsumer.class);
    private static final String TOPIC = Topics.PARTICIPANT_EVENTS;
    private static final Duration POLL = Duration.ofMillis(250);
    private static final int QUIET_FAILURES = 8;
    private static final Duration LAG_EVERY = Duration.ofSeconds(5);
    private static final Duration CLOSE_CONSUMER = Duration.ofMillis(1_000);

    private final Consumer<byte[], byte[]> consumer;
    private final PartitionEnds ends;
    private final String topicId;
    private final BatchRunner runner;
    private final EngineMeters meters;
    private final EngineConfiguration config;
    private final Scheduling scheduling;
    private final Progress progress;
    private final Map<TopicPartition, Partition> assigned = new HashMap<>();
    private final Queue<Runnable> posted = new ConcurrentLinkedQueue<>();
    private long nextLag;
    private boolean asking;
    private int askFailures;
    private long askNotBefore;

    GroupMemberConsumer(
            Consumer<byte[], byte[]> consumer,
            PartitionEnds ends,
            String topicId,
            BatchRunner runner,
            EngineMeters meters,
            EngineConfiguration config,
            Scheduling scheduling,
            Progress progress) {
        this.consumer = consumer;
        this.ends = ends;
        this.topicId = topicId;
        this.runner = runner;
        this.meters = meters;
        this.config = config;
        this.scheduling = scheduling;
        this.progress = progress;
        this.nextLag = scheduling.nanoTime();
        this.askNotBefore = scheduling.nanoTime();
        consumer.subscribe(List.of(TOPIC), new Assignment());
    }

    /** Goes round once: takes in what was posted, sets off what can be, and polls. */
    void turn() {
        hearPosted();
        askPositions();
        assigned.forEach(this::walk);
        hold();
        if (scheduling.nanoTime() >= nextLag) {
            measureLag();
            nextLag = scheduling.nanoTime() + LAG_EVERY.toNanos();
        }
        poll();
    }

    boolean hasJoined() {
        return !consumer.groupMetadata().memberId().isEmpty();
    }

    /** Ends a poll under way; from any thread. */
    void wakeUp() {
        consumer.wakeup();
    }

    private void poll() {
        long nanos = POLL.toNanos();
        for (Partition partition : assigned.values()) {
            nanos = Math.min(nanos, Math.max(partition.nanosUntilDue(), nanosUntilAsking()));
        }
        ConsumerRecords<byte[], byte[]> records;
        try {
            records = consumer.poll(Duration.ofNanos(nanos));
        } catch (WakeupException somethingWasPosted) {
            return;
        }
        records.nextOffsets().forEach((partition, next) -> {
            Partition progress = assigned.get(partition);
            if (progress != null) {
                progress.add(
                        records.records(partition).stream()
                                .map(GroupMemberConsumer::read)
                                .toList(),
                        next.offset());
            }
        });
    }

    /** How long no position is asked for; the answer to a question under way ends the poll by itself. */
    private long nanosUntilAsking() {
        return asking ? Long.MAX_VALUE : Math.max(0, askNotBefore - scheduling.nanoTime());
    }

    private static EventRecord read(ConsumerRecord<byte[], byte[]> record) {
        return new EventRecord(record.partition(), record.offset(), record.key(), record.value());
    }

    private void hearPosted() {
        for (Runnable next = posted.poll(); next != null; next = posted.poll()) {
            next.run();
        }
    }

    /** Has something done by the loop's thread, soon. */
    private void post(Runnable what) {
        posted.add(what);
        consumer.wakeup();
    }

    private boolean isOurs(Partition progress) {
        return assigned.get(new TopicPartition(TOPIC, progress.number())) == progress;
    }

    /** One question at a time for all partitions that wait, so that an outage is not made worse by asking. */
    private void askPositions() {
        if (asking || askNotBefore - scheduling.nanoTime() > 0) {
            return;
        }
        List<Partition> due =
                assigned.values().stream().filter(Partition::isDue).toList();
        if (due.isEmpty()) {
            return;
        }
        asking = true;
        due.forEach(Partition::asking);
        runner.positions(
                topicId,
                due.stream().map(Partition::number).toList(),
                found -> post(() -> {
                    asking = false;
                    askFailures = 0;
                    due.stream().filter(this::isOurs).forEach(progress -> {
                        Long position = found.get(progress.number());
                        if (position != null) {
                            goOn(progress, position);
                        }
                    });
                }),
                failure -> post(() -> {
                    asking = false;
                    askFailures++;
                    askNotBefore = scheduling.nanoTime() + Backoff.nanosAfter(askFailures, scheduling);
                    stopIfFatal(failure);
                    // The first ones are ordinary: participant-service starts or restarts. Then less and less often.
                    if (askFailures >= QUIET_FAILURES && Integer.bitCount(askFailures) == 1) {
                        LOG.warnf(
                                "positions not read, asks again partitions=%d failures=%d cause=%s",
                                due.size(), askFailures, brief(failure));
                    }
                    due.stream().filter(this::isOurs).forEach(Partition::notYetKnown);
                }));
    }

    private void walk(TopicPartition key, Partition progress) {
        if (!progress.isReady()) {
            return;
        }
        Batch batch = progress.take(topicId, config.batchRecords(), config.batchBytes());
        runner.walk(
                batch,
                result -> post(() -> {
                    if (isOurs(progress)) {
                        switch (result) {
                            case BatchResult.Applied applied -> progress.applied();
                            case BatchResult.Passed passed -> progress.passed();
                            case BatchResult.Elsewhere elsewhere -> {
                                meters.wasElsewhere();
                                LOG.infof(
                                        "batch took no effect, goes on at the stored position partition=%d from=%d position=%d",
                                        key.partition(), batch.from(), elsewhere.position());
                                goOn(progress, elsewhere.position());
                            }
                        }
                    }
                }),
                failure -> post(() -> {
                    stopIfFatal(failure);
                    meters.failed();
                    if (isOurs(progress)) {
                        progress.failed();
                        LOG.warnf(
                                "batch failed, partition waits partition=%d from=%d to=%d failures=%d cause=%s",
                                key.partition(), batch.from(), batch.to(), progress.failures(), brief(failure));
                    }
                }));
    }

    private void goOn(Partition progress, long position) {
        progress.positionedAt(position);
        consumer.seek(new TopicPartition(TOPIC, progress.number()), position);
    }

    private static void stopIfFatal(Throwable failure) {
        if (failure instanceof WalkCommits.TopicReplacedException replaced) {
            throw replaced;
        }
    }

    private static String brief(Throwable failure) {
        return failure.getClass().getSimpleName() + ": " + failure.getMessage();
    }

    /** Reads only partitions whose position is known and that do not hold enough already. */
    private void hold() {
        long bytes =
                assigned.values().stream().mapToLong(Partition::bufferedBytes).sum();
        List<TopicPartition> held = new ArrayList<>();
        List<TopicPartition> free = new ArrayList<>();
        assigned.forEach((key, progress) -> {
            boolean full = progress.buffered() >= config.batchRecords()
                    || progress.bufferedBytes() >= config.batchBytes()
                    || (bytes >= KafkaForConsumer.MOST_BUFFERED_BYTES && progress.buffered() > 0);
            (progress.isLost() || full ? held : free).add(key);
        });
        held.removeAll(consumer.paused());
        free.retainAll(consumer.paused());
        consumer.pause(held);
        consumer.resume(free);
    }

    private void measureLag() {
        ends.ask(
                assigned.keySet().stream().map(TopicPartition::partition).toList(),
                found -> post(() -> {
                    Map<Integer, Long> lags = new HashMap<>();
                    assigned.forEach((key, partition) -> {
                        Long end = found.get(key.partition());
                        if (end != null && partition.wasEverPositioned()) {
                            lags.put(key.partition(), Math.max(0, end - partition.position()));
                        }
                        if (end != null) {
                            follow(partition, end);
                        }
                    });
                    progress.keep(assigned.keySet().stream()
                            .map(TopicPartition::partition)
                            .toList());
                    meters.lag(lags);
                }));
    }

    private void follow(Partition partition, long end) {
        // One whose position cannot be asked for is as far behind as it can be.
        long position = partition.wasEverPositioned() ? partition.position() : -1;
        if (progress.seen(partition.number(), position, end - Math.max(0, position))) {
            LOG.errorf(
                    "partition stands still, not ready partition=%d position=%d end=%d failures=%d walking: %s",
                    partition.number(), position, end, partition.failures(), runner.currentNode(partition.number()));
        }
    }

    @Override
    public void close() {
        consumer.close(CloseOptions.timeout(CLOSE_CONSUMER));
    }

    /** Keeps the assigned partitions; a new one is not read until its position is known. */
    private final class Assignment implements ConsumerRebalanceListener {
        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            consumer.pause(partitions);
            for (TopicPartition partition : partitions) {
                // Kafka has no position to offer; this one is replaced before anything is read.
                consumer.seek(partition, 0);
                assigned.put(partition, new Partition(partition.partition(), scheduling));
            }
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            partitions.forEach(assigned::remove);
        }
    }
}
