package campaignflows.platform.messaging;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.apache.kafka.common.errors.InterruptException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Reads a topic as one of a group and hands it, batch by batch and partition by partition, to a sink that keeps the positions;
 * joins again when that fails.
 *
 * <p>What holds: a batch begins exactly where the stored position is, as far as this process knows; when it turns out to
 * know wrong, or a batch fails, what was read of the partition is dropped, its position is read again and decides. So a partition
 * that cannot go on does not hold up the others, and a process that lost its partition without noticing changes nothing. Positions
 * that cannot belong to the topic stop the consumer for good, loudly: any guess would lose records or repeat them.
 */
public final class ConsumerLoop implements Runnable, AutoCloseable {

    private static final Logger LOG = Logger.getLogger(ConsumerLoop.class);
    private static final Backoff BACKOFF = new Backoff(Duration.ofMillis(50), Duration.ofSeconds(5));
    private static final Duration CLOSE_THREAD = Duration.ofSeconds(3);
    private static final Duration CLOSE_ADMIN = Duration.ofMillis(500);

    private final String name;
    private final String topic;
    private final String groupId;
    private final KafkaClients kafka;
    private final BatchSink sink;
    private final ConsumerSettings settings;
    private final ConsumerMetrics metrics;
    private final Scheduling scheduling;
    private final ConsumerProgress progress;
    private final Thread thread;
    private final StopSignal stop = new StopSignal();
    private volatile boolean joined;
    private volatile long lastTurn;
    private volatile @Nullable String stopped;
    private volatile @Nullable GroupMembership polling;

    /**
     * A consumer whose sink works on a thread of its own, with the metrics that all such consumers have.
     *
     * @param name names the consumer in logs, metrics and its threads
     * @param groupId the group that shares the partitions
     */
    public ConsumerLoop(
            String name,
            String topic,
            String groupId,
            KafkaClients kafka,
            BlockingSink sink,
            ConsumerSettings settings,
            MeterRegistry meters,
            Scheduling scheduling) {
        this(
                name,
                topic,
                groupId,
                kafka,
                GatheringSink.of(name, sink),
                settings,
                new ConsumerMeters(meters, name, topic),
                scheduling);
    }

    /** @param sink closed with this */
    public ConsumerLoop(
            String name,
            String topic,
            String groupId,
            KafkaClients kafka,
            BatchSink sink,
            ConsumerSettings settings,
            ConsumerMetrics metrics,
            Scheduling scheduling) {
        this.name = name;
        this.topic = topic;
        this.groupId = groupId;
        this.kafka = kafka;
        this.sink = sink;
        this.settings = settings;
        this.metrics = metrics;
        this.scheduling = scheduling;
        this.progress = new ConsumerProgress(name, topic, scheduling, sink::currentWork);
        this.lastTurn = scheduling.nanoTime();
        this.thread = Thread.ofPlatform().name("consumer-" + name).daemon().unstarted(this::runOnOwnThread);
    }

    public void start() {
        thread.start();
    }

    public String name() {
        return name;
    }

    /** Whether it has joined its group, has not failed since, was not stopped, and its thread lives. */
    public boolean isReady() {
        return joined && stopped == null && thread.isAlive();
    }

    /** Whether it goes round; one that has not begun, or was stopped for good, stands on purpose. */
    public boolean isLive(Duration within) {
        return stopped != null
                || thread.getState() == Thread.State.NEW
                || (thread.isAlive() && scheduling.nanoTime() - lastTurn < within.toNanos());
    }

    /** The partitions that have not got on for at least this time though they should. */
    public List<Stall> stalled(Duration limit) {
        return progress.stalled(limit);
    }

    /** The numbers of these partitions. */
    public Set<Integer> stalledPartitions(Duration limit) {
        return progress.stalledPartitions(limit);
    }

    /** Why it stopped for good, if it did. */
    public Optional<String> stopped() {
        return Optional.ofNullable(stopped);
    }

    /**
     * Reads until it is closed, on the thread that calls; see {@link #start}.
     *
     * @throws Error that no loop survives
     */
    @Override
    public void run() {
        try {
            joinUntilStopped();
        } finally {
            sink.close();
        }
    }

    private void runOnOwnThread() {
        try {
            run();
        } catch (Error logged) {
            LOG.debugf("consumer's thread ends consumer=%s", name);
        }
    }

    private void joinUntilStopped() {
        int failures = 0;
        while (!stop.isGiven()) {
            try {
                consume();
            } catch (InterruptException | InterruptedException interrupted) {
                stop.stop();
            } catch (TopicMismatchException | InvalidOffsetException e) {
                stopped = String.valueOf(e.getMessage());
                LOG.errorf("consumer stopped for good consumer=%s topic=%s reason=%s", name, topic, e.getMessage());
                return;
            } catch (RuntimeException | VirtualMachineError | LinkageError e) {
                failures = joined ? 1 : failures + 1;
                joined = false;
                if (!stop.isGiven()) {
                    LOG.errorf(e, "consumer failed, joins again consumer=%s failures=%d", name, failures);
                    pause(failures);
                }
            } catch (Error e) {
                stopped = "died of " + e.getClass().getSimpleName();
                LOG.errorf(e, "consumer died consumer=%s", name);
                throw e;
            }
        }
    }

    private void consume() throws InterruptedException {
        progress.forgetAll();
        Admin admin = kafka.admin(name + "-admin");
        try (var member = new GroupMembership(
                name,
                topic,
                kafka.groupConsumer(groupId, name, settings),
                admin,
                sink,
                settings,
                metrics,
                progress,
                scheduling)) {
            polling = member;
            while (!stop.isGiven()) {
                lastTurn = scheduling.nanoTime();
                member.turn();
                joined = joined || member.hasJoined();
            }
            member.drain();
        } finally {
            polling = null;
            admin.close(CLOSE_ADMIN);
        }
    }

    private void pause(int failures) {
        try {
            scheduling.pause(stop, BACKOFF.after(failures, scheduling));
        } catch (InterruptedException e) {
            stop.stop();
        }
    }

    /** Ends after the batches in hand if they are quick, otherwise interrupts them; each has taken effect then, or will not. */
    @Override
    public void close() {
        requestClose();
        awaitClosed();
    }

    void requestClose() {
        stop.stop();
        GroupMembership member = polling;
        if (member != null) {
            member.wakeUp();
        }
    }

    void awaitClosed() {
        Threads.join(thread, CLOSE_THREAD);
        sink.close();
    }
}
