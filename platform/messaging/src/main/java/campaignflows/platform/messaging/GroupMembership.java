package campaignflows.platform.messaging;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.errors.WakeupException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * One membership in a group, from joining to leaving it: polls, and hands each assigned partition's records to the sink batch by
 * batch.
 *
 * <p>One thread polls, and it alone knows where each partition stands; the sink works on other threads, on one batch per partition at
 * a time, and its result is posted. So nothing that a batch waits for holds up the polling or another partition. A partition that is
 * revoked is forgotten: its batch under way takes effect only on the condition of its position, so it can do no harm.
 */
final class GroupMembership implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(GroupMembership.class);
    private static final Duration POLL = Duration.ofMillis(250);
    private static final Duration DRAIN = Duration.ofMillis(1_500);
    private static final Duration CLOSE_CONSUMER = Duration.ofSeconds(1);

    private final String name;
    private final String topic;
    private final Consumer<byte[], byte[]> consumer;
    private final BatchSink sink;
    private final ConsumerSettings settings;
    private final ConsumerMetrics metrics;
    private final ConsumerProgress progress;
    private final Scheduling scheduling;
    private final PositionRequests requests;
    private final PartitionLags lags;
    private final AssignedPartitions assigned;
    private final Queue<Runnable> posted = new ConcurrentLinkedQueue<>();
    private final WakeUpSignal news = new WakeUpSignal();
    private @Nullable TopicRef ref;
    private long turns;
    private int inHand;

    GroupMembership(
            String name,
            String topic,
            Consumer<byte[], byte[]> consumer,
            Admin admin,
            BatchSink sink,
            ConsumerSettings settings,
            ConsumerMetrics metrics,
            ConsumerProgress progress,
            Scheduling scheduling) {
        this.name = name;
        this.topic = topic;
        this.consumer = consumer;
        this.sink = sink;
        this.settings = settings;
        this.metrics = metrics;
        this.progress = progress;
        this.scheduling = scheduling;
        this.requests = new PositionRequests(name, new PositionFinder(admin, sink), scheduling);
        this.lags = new PartitionLags(admin, progress, metrics, scheduling, this::post);
        this.assigned = new AssignedPartitions(topic, consumer, settings, progress, scheduling);
        consumer.subscribe(List.of(topic), assigned);
    }

    /** One pass: runs what was posted, hands out the batches that are ready, and polls. */
    void turn() {
        runPosted();
        requestPositions();
        handOutBatches();
        assigned.pauseAndResume();
        lags.measureIfDue(assigned);
        poll();
    }

    boolean hasJoined() {
        return !consumer.groupMetadata().memberId().isEmpty();
    }

    /** Ends a poll under way; from any thread. */
    void wakeUp() {
        consumer.wakeup();
    }

    /** Waits a little for the batches in hand, so that the next member that is assigned the partitions finds them idle. */
    void drain() throws InterruptedException {
        long until = scheduling.nanoTime() + DRAIN.toNanos();
        runPosted();
        for (long left = DRAIN.toNanos(); inHand > 0 && left > 0; left = until - scheduling.nanoTime()) {
            news.await(Duration.ofNanos(left));
            runPosted();
        }
    }

    private void poll() {
        long nanos = POLL.toNanos();
        long untilRequest = requests.nanosUntilAllowed();
        for (AssignedPartition partition : assigned.all()) {
            nanos = Math.min(nanos, Math.max(partition.nanosUntilDue(), untilRequest));
        }
        ConsumerRecords<byte[], byte[]> records;
        try {
            records = consumer.poll(Duration.ofNanos(nanos));
        } catch (WakeupException somethingWasPosted) {
            return;
        }
        records.nextOffsets().forEach((key, next) -> {
            AssignedPartition partition = assigned.get(key);
            if (partition != null) {
                partition.add(
                        records.records(key).stream().map(ConsumedRecord::of).toList(), next.offset());
            }
        });
    }

    private void runPosted() {
        for (Runnable next = posted.poll(); next != null; next = posted.poll()) {
            next.run();
        }
    }

    /** Has the consumer's thread run a task soon. */
    private void post(Runnable task) {
        posted.add(task);
        news.wakeUp();
        consumer.wakeup();
    }

    private void requestPositions() {
        if (!requests.isAllowed()) {
            return;
        }
        List<AssignedPartition> due =
                assigned.all().stream().filter(AssignedPartition::isDue).toList();
        if (due.isEmpty()) {
            return;
        }
        due.forEach(AssignedPartition::requested);
        var numbers = new TreeSet<>(due.stream().map(AssignedPartition::number).toList());
        requests.send(topic, numbers)
                .whenComplete((found, failure) -> post(() -> {
                    if (failure == null) {
                        requests.answered();
                        ref = found.topic();
                        due.stream()
                                .filter(assigned::isOurs)
                                .forEach(partition -> assigned.goOn(
                                        partition,
                                        Objects.requireNonNull(found.positions().get(partition.number()))));
                    } else {
                        throwIfFatal(failure);
                        metrics.failed();
                        requests.failed(numbers, failure);
                        due.stream().filter(assigned::isOurs).forEach(AssignedPartition::notYetKnown);
                    }
                }));
    }

    private void handOutBatches() {
        int free = settings.batchesAtOnce() - inHand;
        if (free > 0) {
            assigned.ready().stream().limit(free).forEach(this::handOut);
        }
    }

    private void handOut(AssignedPartition partition) {
        TopicRef known = Objects.requireNonNull(ref, "a positioned partition has an identified topic");
        PartitionBatch batch = partition.take(known, settings.batchRecords(), settings.batchBytes(), ++turns);
        progress.behind(partition.number(), batch.from());
        inHand++;
        outcomeOf(batch)
                .whenComplete((result, failure) -> post(() -> {
                    inHand--;
                    if (failure == null) {
                        handleResult(partition, batch, result);
                    } else {
                        throwIfFatal(failure);
                        handleFailure(partition, batch, PositionFinder.causeOf(failure));
                    }
                }));
    }

    private CompletionStage<BatchResult> outcomeOf(PartitionBatch batch) {
        try {
            return sink.apply(batch, () -> progress.begun(batch.partition(), batch.from()));
        } catch (RuntimeException e) {
            return CompletableFuture.failedStage(e);
        }
    }

    private void handleResult(AssignedPartition partition, PartitionBatch batch, BatchResult result) {
        if (result instanceof BatchResult.Applied) {
            metrics.applied(batch.records().size());
        }
        if (!assigned.isOurs(partition)) {
            return;
        }
        switch (result) {
            case BatchResult.Applied applied -> {
                partition.applied();
                progress.moved(partition.number());
            }
            case BatchResult.Passed passed -> partition.passed();
            case BatchResult.PositionMoved(OptionalLong stored) -> {
                metrics.positionMoved();
                LOG.infof(
                        "batch took no effect, goes on at the stored position consumer=%s partition=%d from=%d position=%s",
                        name, batch.partition(), batch.from(), stored.isPresent() ? stored.getAsLong() : "to be read");
                stored.ifPresentOrElse(position -> assigned.goOn(partition, position), partition::notYetKnown);
            }
        }
    }

    private void handleFailure(AssignedPartition partition, PartitionBatch batch, Throwable failure) {
        metrics.failed();
        if (!assigned.isOurs(partition)) {
            return;
        }
        partition.failed();
        LOG.errorf(
                partition.failures() == 1 ? failure : null,
                "batch failed, partition waits consumer=%s partition=%d from=%d to=%d failures=%d cause=%s",
                name,
                batch.partition(),
                batch.from(),
                batch.to(),
                partition.failures(),
                PositionRequests.brief(failure));
    }

    /** Positions that do not fit the topic stop the consumer, and so does what no loop survives. */
    private static void throwIfFatal(Throwable failure) {
        Throwable cause = PositionFinder.causeOf(failure);
        if (cause instanceof TopicMismatchException mismatch) {
            throw mismatch;
        }
        if (cause instanceof Error error && !(error instanceof VirtualMachineError || error instanceof LinkageError)) {
            throw error;
        }
    }

    @Override
    public void close() {
        consumer.close(CloseOptions.timeout(CLOSE_CONSUMER));
    }
}
