package campaignflows.engine.processing;

import campaignflows.engine.definition.Definitions;
import campaignflows.engine.definition.TenantSettings;
import campaignflows.engine.walk.EventWalker;
import campaignflows.platform.contracts.Topics;
import campaignflows.platform.messaging.ConsumerLoop;
import campaignflows.platform.messaging.DeadLetterPublisher;
import campaignflows.platform.messaging.KafkaConnection;
import campaignflows.platform.messaging.Scheduling;
import campaignflows.platform.messaging.WorkerThreadSink;
import campaignflows.platform.tracing.Tracing;
import campaignflows.platform.web.auth.InternalKey;
import campaignflows.platform.web.auth.InternalTokens;
import campaignflows.platform.web.client.ServiceClient;
import campaignflows.platform.web.client.ServiceName;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;

/** One engine, put together as the service does it, to be started and killed by a test. */
final class EngineInstance implements AutoCloseable {
    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    final ConsumerLoop consumer;
    private final DeadLetterPublisher deadLetters;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private record Configuration(
            int batchRecords,
            long batchBytes,
            long commitBytes,
            int parallelPartitions,
            int simulationThreads,
            Duration definitionWait,
            Duration callTimeout)
            implements EngineConfiguration {}

    EngineInstance(String bootstrapServers, StubServices services) {
        this(bootstrapServers, services, "flow-engine");
    }

    /** @param group engines of different groups have the same partitions at the same time */
    EngineInstance(String bootstrapServers, StubServices services, String group) {
        InternalTokens tokens = new InternalTokens(
                new InternalKey(Base64.getEncoder().encodeToString(new byte[32])), Clock.systemUTC());
        Configuration config =
                new Configuration(500, 1_000_000, 2_000_000, 6, 1, Duration.ofMillis(300), Duration.ofSeconds(5));
        ParticipantClient participants =
                new ParticipantClient(client(ServiceName.PARTICIPANT, services, tokens), config.callTimeout());
        DefinitionClient client = new DefinitionClient(
                client(ServiceName.CAMPAIGN, services, tokens), client(ServiceName.GATEWAY, services, tokens));
        KafkaConnection kafka = KafkaConnection.of(bootstrapServers);
        EngineMeters engineMeters = new EngineMeters(meters);
        Definitions definitions = new Definitions(
                client::campaign, new TenantSettings(client::tenant), config.definitionWait(), Scheduling.REAL);
        deadLetters = new DeadLetterPublisher(kafka, FlowEngine.NAME);
        EventBatchWalker processor = new EventBatchWalker(
                participants,
                new DefinedRuns(definitions),
                deadLetters::send,
                new EventWalker(Clock.systemUTC(), System::nanoTime),
                engineMeters,
                Tracing.OFF,
                config.commitBytes());
        consumer = new ConsumerLoop(
                FlowEngine.NAME,
                Topics.PARTICIPANT_EVENTS,
                group,
                kafka,
                WorkerThreadSink.of(
                        FlowEngine.NAME, new WalkSink(processor, participants), config.parallelPartitions()),
                FlowEngine.settings(config),
                engineMeters,
                Scheduling.REAL);
        consumer.start();
    }

    private ServiceClient client(ServiceName name, StubServices services, InternalTokens tokens) {
        return new ServiceClient(name, services.uri(), http, tokens, "flow-engine-service");
    }

    @Override
    public void close() {
        consumer.close();
        deadLetters.close();
        http.shutdownNow();
    }
}
