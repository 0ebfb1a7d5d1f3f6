package campaignflows.engine.loop;

import campaignflows.engine.walk.EventWalker;
import campaignflows.platform.messaging.Scheduling;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;

/**
 * One engine, put together of the classes that the service puts together, over clients, a commit point and threads that the
 * simulation brings. What {@link ParticipantEventsConsumer} does around them, joining anew after a failure, is all that is
 * repeated here.
 */
public final class EngineUnderSimulation {

    /** How much is walked and committed at once. */
    public record Portions(int batchRecords, long batchBytes, long commitBytes) {}

    private record Configuration(
            int batchRecords,
            long batchBytes,
            long commitBytes,
            int parallelPartitions,
            int simulationThreads,
            Duration definitionWait,
            Duration callTimeout)
            implements EngineConfiguration {}

    private final Supplier<Consumer<byte[], byte[]>> consumers;
    private final String topicId;
    private final EngineMeters meters;
    private final EngineConfiguration config;
    private final BatchRunner runner;
    private final Scheduling scheduling;

    public EngineUnderSimulation(
            Supplier<Consumer<byte[], byte[]>> consumers,
            String topicId,
            WalkCommits commits,
            RunLookup runs,
            ExecutorService threads,
            EngineMeters meters,
            Portions portions,
            Clock clock,
            Scheduling scheduling) {
        this.consumers = consumers;
        this.topicId = topicId;
        this.meters = meters;
        this.scheduling = scheduling;
        this.config = new Configuration(
                portions.batchRecords(),
                portions.batchBytes(),
                portions.commitBytes(),
                1_000,
                1,
                Duration.ZERO,
                Duration.ofSeconds(10));
        BatchProcessor processor = new BatchProcessor(
                commits,
                runs,
                (record, reason) -> {
                    throw new AssertionError("Expected only records that can be read, but " + reason);
                },
                new EventWalker(clock, () -> 0),
                meters,
                portions.commitBytes());
        this.runner = new BatchRunner(processor, commits, config.parallelPartitions(), threads);
    }

    /** Walks until its process ends. */
    public void run() {
        int failures = 0;
        while (true) {
            try (GroupMemberConsumer member = new GroupMemberConsumer(
                    consumers.get(),
                    (partitions, hear) -> {},
                    topicId,
                    runner,
                    meters,
                    config,
                    scheduling,
                    new Progress(Duration.ofSeconds(30), scheduling::nanoTime))) {
                while (true) {
                    member.turn();
                }
            } catch (WalkCommits.TopicReplacedException e) {
                throw new AssertionError("Expected the topic to be the one of the positions", e);
            } catch (RuntimeException e) {
                failures++;
                rest(failures);
            }
        }
    }

    private void rest(int failures) {
        try {
            scheduling.sleep(Duration.ofNanos(Backoff.nanosAfter(failures, scheduling)));
        } catch (InterruptedException e) {
            throw new IllegalStateException("Expected that nobody interrupts", e);
        }
    }
}
