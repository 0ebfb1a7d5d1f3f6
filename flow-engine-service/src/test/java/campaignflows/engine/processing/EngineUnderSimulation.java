package campaignflows.engine.processing;

import campaignflows.engine.walk.EventWalker;
import campaignflows.platform.contracts.Topics;
import campaignflows.platform.messaging.ConsumerLoop;
import campaignflows.platform.messaging.KafkaClients;
import campaignflows.platform.messaging.Scheduling;
import campaignflows.platform.messaging.WorkerThreadSink;
import campaignflows.platform.tracing.Tracing;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ExecutorService;

/**
 * One engine, put together of the classes that the service puts together, over clients, a commit point and threads that the
 * simulation brings.
 */
public final class EngineUnderSimulation implements Runnable {

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

    private final ConsumerLoop consumer;

    public EngineUnderSimulation(
            KafkaClients kafka,
            WalkCommits commits,
            RunLookup runs,
            ExecutorService threads,
            EngineMeters meters,
            Portions portions,
            Clock clock,
            Scheduling scheduling) {
        EventBatchWalker processor = new EventBatchWalker(
                commits,
                runs,
                (record, reason) -> {
                    throw new AssertionError("Expected only records that can be read, but " + reason);
                },
                new EventWalker(clock, () -> 0),
                meters,
                Tracing.OFF,
                portions.commitBytes());
        this.consumer = new ConsumerLoop(
                FlowEngine.NAME,
                Topics.PARTICIPANT_EVENTS,
                FlowEngine.NAME,
                kafka,
                new WorkerThreadSink(new WalkSink(processor, commits), threads),
                FlowEngine.settings(new Configuration(
                        portions.batchRecords(),
                        portions.batchBytes(),
                        portions.commitBytes(),
                        1_000,
                        1,
                        Duration.ZERO,
                        Duration.ofSeconds(10))),
                meters,
                scheduling);
    }

    /** Walks until its process ends. */
    @Override
    public void run() {
        consumer.run();
        consumer.stopped().ifPresent(reason -> {
            throw new AssertionError("Expected an engine that nothing stops, but " + reason);
        });
    }
}
