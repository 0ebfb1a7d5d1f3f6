package campaignflows.engine.loop;

import campaignflows.platform.contracts.Topics;
import campaignflows.platform.messaging.Scheduling;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.apache.kafka.common.errors.InterruptException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code participant-events} as one of the group, on one thread, and joins anew when that fails. It stops for good,
 * loudly, when the stored positions cannot belong to the topic: any guess would lose events or repeat them.
 */
public final class ParticipantEventsConsumer implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(ParticipantEventsConsumer.class);
    private static final String TOPIC = Topics.PARTICIPANT_EVENTS;
    /** How long a partition may stand still with events behind its position. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final Duration CLOSE_THREAD = Duration.ofMillis(2_000);

    private final KafkaForConsumer kafka;
    private final BatchRunner runner;
    private final EngineMeters meters;
    private final EngineConfiguration config;
    private final Progress progress = new Progress(PATIENCE, System::nanoTime);
    private final Thread thread;
    private volatile boolean closing;
    private volatile boolean joined;
    private volatile long lastTurn = System.nanoTime();
    private volatile @Nullable String stopped;
    private volatile @Nullable GroupMemberConsumer polling;

    public ParticipantEventsConsumer(
            KafkaForConsumer kafka, BatchRunner runner, EngineMeters meters, EngineConfiguration config) {
        this.kafka = kafka;
        this.runner = runner;
        this.meters = meters;
        this.config = config;
        this.thread = Thread.ofPlatform().name("flow-engine").daemon().unstarted(this::run);
    }

    public void start() {
        thread.start();
    }

    /** Whether it has joined its group once, was not stopped for good, its thread lives, and all partitions go on. */
    public boolean isReady() {
        return joined && stopped == null && thread.isAlive() && still().isEmpty();
    }

    /** Whether the loop goes round; one that was stopped for good stands on purpose. */
    public boolean isLive(Duration within) {
        return stopped != null || (thread.isAlive() && System.nanoTime() - lastTurn < within.toNanos());
    }

    /** The partitions that have stood still for too long, though there are events to walk. */
    public List<Integer> still() {
        return progress.still();
    }

    /** Why it stopped for good, if it did. */
    public Optional<String> stopped() {
        return Optional.ofNullable(stopped);
    }

    private void run() {
        int failures = 0;
        while (!closing) {
            try (Admin admin = kafka.admin()) {
                consume(admin);
            } catch (InterruptException | InterruptedException stop) {
                closing = true;
            } catch (WalkCommits.TopicReplacedException | InvalidOffsetException e) {
                stopped = String.valueOf(e.getMessage());
                LOG.errorf("engine stopped for good topic=%s reason=%s", TOPIC, e.getMessage());
                return;
            } catch (RuntimeException | VirtualMachineError | LinkageError e) {
                failures = joined ? 1 : failures + 1;
                if (!closing) {
                    LOG.errorf(e, "engine failed, joins anew failures=%d", failures);
                    rest(failures);
                }
            } catch (Error e) {
                stopped = "died of " + e.getClass().getSimpleName();
                LOG.errorf(e, "engine died");
                throw e;
            }
        }
    }

    private void consume(Admin admin) throws InterruptedException {
        String topicId = KafkaForConsumer.topicId(admin);
        PartitionEnds ends = (partitions, hear) -> KafkaForConsumer.ends(admin, partitions, hear);
        try (GroupMemberConsumer member = new GroupMemberConsumer(
                kafka.consumer(), ends, topicId, runner, meters, config, Scheduling.REAL, progress)) {
            polling = member;
            while (!closing) {
                lastTurn = System.nanoTime();
                member.turn();
                joined = joined || member.hasJoined();
            }
        } finally {
            polling = null;
        }
    }

    private void rest(int failures) {
        try {
            Thread.sleep(Duration.ofNanos(Backoff.nanosAfter(failures, Scheduling.REAL)));
        } catch (InterruptedException e) {
            closing = true;
        }
    }

    /** Ends within two seconds or so; a batch under way either commits or has no effect. */
    @Override
    public void close() {
        closing = true;
        GroupMemberConsumer member = polling;
        if (member != null) {
            member.wakeUp();
        }
        try {
            if (thread.isAlive() && !thread.join(CLOSE_THREAD)) {
                thread.interrupt();
            }
        } catch (InterruptedException e) {
            thread.interrupt();
            Thread.currentThread().interrupt();
        }
    }
}
