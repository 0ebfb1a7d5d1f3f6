package campaignflows.engine.loop;

import campaignflows.engine.definition.Definitions;
import campaignflows.engine.definition.TenantSettings;
import campaignflows.engine.walk.EventWalker;
import campaignflows.platform.contracts.Topics;
import campaignflows.platform.messaging.KafkaConnection;
import campaignflows.platform.messaging.Messaging;
import campaignflows.platform.web.client.InternalHttp;
import campaignflows.platform.web.client.ServiceName;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;

/** Puts the engine together, and starts and stops it with the service. */
@Singleton
public class FlowEngine {
    private static final int BEFORE_MESSAGING = 1_000;
    private static final int AFTER_MESSAGING = 20_000;
    private static final int FIRST = 50;

    private final Definitions definitions;
    private final TenantSettings tenants;
    private final BatchRunner runner;
    private final DeadLetterPublisher deadLetters;
    private final ParticipantEventsConsumer consumer;

    FlowEngine(
            EngineConfiguration config, KafkaConnection kafka, InternalHttp http, MeterRegistry registry, Clock clock) {
        DefinitionClient client = new DefinitionClient(http.to(ServiceName.CAMPAIGN), http.to(ServiceName.GATEWAY));
        EngineMeters meters = new EngineMeters(registry);
        KafkaForConsumer connection = new KafkaForConsumer(kafka.properties());
        ParticipantClient participants = new ParticipantClient(http.to(ServiceName.PARTICIPANT), config.callTimeout());
        tenants = new TenantSettings(client::tenant);
        definitions = new Definitions(client::campaign, tenants, config.definitionWait());
        deadLetters = connection.deadLetters();
        BatchProcessor processor = new BatchProcessor(
                participants,
                new DefinedRuns(definitions),
                deadLetters,
                new EventWalker(clock, System::nanoTime),
                meters,
                config.commitBytes());
        runner = new BatchRunner(processor, participants, partitionsAtATime(config));
        consumer = new ParticipantEventsConsumer(connection, runner, meters, config);
    }

    /** One can be walked while the other is committed. */
    private static int partitionsAtATime(EngineConfiguration config) {
        return config.parallelPartitions() > 0
                ? config.parallelPartitions()
                : Math.max(2, Runtime.getRuntime().availableProcessors());
    }

    void follow(@Observes @Priority(BEFORE_MESSAGING) StartupEvent event, Messaging messaging) {
        messaging.follow(Topics.TENANTS, tenants::changed);
        messaging.follow(Topics.CAMPAIGN_DEFINITIONS, definitions::changed);
    }

    /** After the topics were checked. */
    void start(@Observes @Priority(AFTER_MESSAGING) StartupEvent event) {
        consumer.start();
    }

    void stop(@Observes @Priority(FIRST) ShutdownEvent event) {
        consumer.close();
        runner.close();
        deadLetters.close();
    }

    /** How tenants write, as all walks see it. */
    public TenantSettings tenants() {
        return tenants;
    }

    ParticipantEventsConsumer consumer() {
        return consumer;
    }
}
