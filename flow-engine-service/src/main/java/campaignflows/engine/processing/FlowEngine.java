package campaignflows.engine.processing;

import campaignflows.engine.definition.Definitions;
import campaignflows.engine.definition.TenantSettings;
import campaignflows.engine.walk.EventWalker;
import campaignflows.platform.contracts.Topics;
import campaignflows.platform.messaging.ConsumerLoop;
import campaignflows.platform.messaging.ConsumerSettings;
import campaignflows.platform.messaging.DeadLetterPublisher;
import campaignflows.platform.messaging.KafkaConnection;
import campaignflows.platform.messaging.Messaging;
import campaignflows.platform.messaging.Scheduling;
import campaignflows.platform.messaging.WorkerThreadSink;
import campaignflows.platform.tracing.Tracing;
import campaignflows.platform.web.client.InternalHttp;
import campaignflows.platform.web.client.ServiceName;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;

/** Puts the engine together; it starts and stops with the service's messaging. */
@Singleton
public class FlowEngine {
    /** Names the consumer, its group and what it leaves in the dead letters, for ever. */
    static final String NAME = "flow-engine";

    private static final int BEFORE_MESSAGING = 1_000;
    private static final int AFTER_MESSAGING_HAS_STOPPED = 200;

    /** Of all partitions together, read and not yet walked. */
    private static final long BUFFERED_BYTES = 16L * 1024 * 1024;

    private static final Duration STORE_AFTER = Duration.ofSeconds(1);

    private final Definitions definitions;
    private final TenantSettings tenants;
    private final DeadLetterPublisher deadLetters;
    private final ConsumerLoop consumer;

    FlowEngine(
            EngineConfiguration config,
            KafkaConnection kafka,
            Messaging messaging,
            InternalHttp http,
            MeterRegistry registry,
            Tracing tracing,
            Clock clock) {
        DefinitionClient client = new DefinitionClient(http.to(ServiceName.CAMPAIGN), http.to(ServiceName.GATEWAY));
        EngineMeters meters = new EngineMeters(registry);
        ParticipantClient participants = new ParticipantClient(http.to(ServiceName.PARTICIPANT), config.callTimeout());
        tenants = new TenantSettings(client::tenant);
        definitions = new Definitions(client::campaign, tenants, config.definitionWait(), Scheduling.REAL);
        deadLetters = new DeadLetterPublisher(kafka, NAME);
        EventBatchWalker processor = new EventBatchWalker(
                participants,
                new DefinedRuns(definitions),
                deadLetters::send,
                new EventWalker(clock, System::nanoTime),
                meters,
                tracing,
                config.commitBytes());
        consumer = messaging.consume(
                NAME,
                Topics.PARTICIPANT_EVENTS,
                WorkerThreadSink.of(NAME, new WalkSink(processor, participants), partitionsAtATime(config)),
                settings(config),
                meters);
    }

    /** One can be walked while the other is committed. */
    private static int partitionsAtATime(EngineConfiguration config) {
        return config.parallelPartitions() > 0
                ? config.parallelPartitions()
                : Math.max(2, Runtime.getRuntime().availableProcessors());
    }

    /** Each partition's next batch is handed out as soon as it is there, and waits for one of the threads. */
    static ConsumerSettings settings(EngineConfiguration config) {
        return new ConsumerSettings(
                config.batchRecords(),
                config.batchBytes(),
                BUFFERED_BYTES,
                Topics.MOST_CUSTOMER_PARTITIONS,
                STORE_AFTER);
    }

    void follow(@Observes @Priority(BEFORE_MESSAGING) StartupEvent event, Messaging messaging) {
        messaging.follow(Topics.TENANTS, tenants::changed);
        messaging.follow(Topics.CAMPAIGN_DEFINITIONS, definitions::changed);
    }

    void stop(@Observes @Priority(AFTER_MESSAGING_HAS_STOPPED) ShutdownEvent event) {
        deadLetters.close();
    }

    /** How tenants write, as all walks see it. */
    public TenantSettings tenants() {
        return tenants;
    }

    ConsumerLoop consumer() {
        return consumer;
    }
}
