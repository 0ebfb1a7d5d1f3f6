package campaignflows.communication.run;

import campaignflows.platform.contracts.Envelope;
import campaignflows.platform.contracts.Ids;
import campaignflows.platform.contracts.Topics;
import campaignflows.platform.contracts.definition.CampaignDefined;
import campaignflows.platform.contracts.definition.CampaignStatus;
import campaignflows.platform.contracts.flow.Flow;
import campaignflows.platform.contracts.flow.Node;
import campaignflows.platform.contracts.flow.NodeSettings;
import campaignflows.platform.contracts.flow.NodeType;
import campaignflows.platform.contracts.flow.Position;
import campaignflows.platform.testkit.EmbeddedKafka;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/** A broker of the test's own, whose definitions were published before the service starts. */
public final class SeededDefinitions implements QuarkusTestResourceLifecycleManager {
    static final UUID TENANT = UUID.fromString("0198c0de-0000-7000-8000-000000000001");
    static final UUID AGENT = UUID.fromString("0198c0de-0000-7000-8000-000000000002");
    static final UUID CHANNEL = UUID.fromString("0198c0de-0000-7000-8000-000000000003");
    static final UUID RUNNING = UUID.fromString("0198c0de-0000-7000-8000-000000000004");
    static final UUID STOPPED = UUID.fromString("0198c0de-0000-7000-8000-000000000005");
    static final UUID DELETED = UUID.fromString("0198c0de-0000-7000-8000-000000000006");

    private @Nullable EmbeddedKafka kafka;

    /** After the shared broker of the other tests, whose address this one's takes the place of. */
    @Override
    public int order() {
        return 1;
    }

    @Override
    public Map<String, String> start() {
        EmbeddedKafka broker = EmbeddedKafka.start();
        kafka = broker;
        String servers = broker.bootstrapServers();
        EmbeddedKafka.createTopics(servers);
        publish(servers, RUNNING.toString(), definition(RUNNING, 1, CampaignStatus.ACTIVE, 1));
        publish(servers, STOPPED.toString(), definition(STOPPED, 1, CampaignStatus.ACTIVE, 2));
        publish(servers, DELETED.toString(), definition(DELETED, 1, CampaignStatus.INACTIVE, 1));
        publish(servers, "not an id", "nonsense".getBytes(StandardCharsets.UTF_8));
        publish(servers, STOPPED.toString(), definition(STOPPED, 2, CampaignStatus.INACTIVE, 2));
        publish(servers, DELETED.toString(), null);
        return Map.of(
                "kafka.bootstrap.servers",
                servers,
                "quarkus.log.category.\"kafka\".level",
                "ERROR",
                "quarkus.log.category.\"state.change.logger\".level",
                "ERROR",
                "quarkus.log.category.\"org.apache.kafka\".level",
                "ERROR");
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(kafka, new TestInjector.MatchesType(EmbeddedKafka.class));
    }

    @Override
    public void stop() {
        if (kafka != null) {
            kafka.close();
        }
    }

    static void publish(String bootstrapServers, String key, byte @Nullable [] value) {
        try (KafkaProducer<String, byte[]> producer = new KafkaProducer<>(
                Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers),
                new StringSerializer(),
                new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(Topics.CAMPAIGN_DEFINITIONS, key, value));
            producer.flush();
        }
    }

    /** A campaign with an active flow that calls by the agent and the channel. */
    static byte[] definition(UUID campaign, long revision, CampaignStatus status, int run) {
        Node node = new Node(
                "n1",
                NodeType.VOICE_COMMUNICATION,
                "Call",
                new Position(0, 0),
                new NodeSettings.Communication("CALL", AGENT, CHANNEL, null, null, null, null, null));
        CampaignDefined definition = new CampaignDefined(
                TENANT,
                campaign,
                campaign.toString(),
                revision,
                status,
                run,
                true,
                List.of(),
                List.of(new Flow(Ids.v7(), "Flow", true, 1, List.of(node), List.of())),
                List.of());
        return CampaignDefined.FAMILY.encode(new Envelope<>(
                Ids.v7(),
                "campaign-service",
                TENANT,
                campaign.toString(),
                Instant.parse("2026-06-01T08:00:00Z"),
                null,
                0,
                definition));
    }
}
