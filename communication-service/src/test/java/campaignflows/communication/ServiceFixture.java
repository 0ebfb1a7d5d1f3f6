package campaignflows.communication;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;

import campaignflows.communication.run.AgentUsage;
import campaignflows.platform.contracts.Envelope;
import campaignflows.platform.contracts.Ids;
import campaignflows.platform.contracts.Json;
import campaignflows.platform.contracts.Topics;
import campaignflows.platform.contracts.communication.ChannelType;
import campaignflows.platform.contracts.definition.CampaignDefined;
import campaignflows.platform.contracts.definition.CampaignStatus;
import campaignflows.platform.contracts.definition.RunState;
import campaignflows.platform.contracts.flow.Flow;
import campaignflows.platform.contracts.flow.Node;
import campaignflows.platform.contracts.flow.NodeSettings;
import campaignflows.platform.contracts.flow.NodeType;
import campaignflows.platform.contracts.flow.Position;
import campaignflows.platform.contracts.message.CommunicationCommand;
import campaignflows.platform.contracts.message.MessageContent;
import campaignflows.platform.contracts.message.ParticipantEvent;
import campaignflows.platform.contracts.message.PlanCommunication;
import campaignflows.platform.contracts.message.Schedule;
import campaignflows.platform.web.auth.Caller;
import campaignflows.platform.web.auth.InternalTokens;
import campaignflows.platform.web.auth.Role;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import io.smallrye.health.SmallRyeHealthReporter;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;

/** The running service as its neighbours and the gateway see it. */
@NullMarked
abstract class ServiceFixture {
    @Inject
    InternalTokens tokens;

    @Inject
    AgentUsage activeFlows;

    @Inject
    SmallRyeHealthReporter health;

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers;

    @ConfigProperty(name = "quarkus.datasource.jdbc.url")
    String jdbcUrl;

    @ConfigProperty(name = "quarkus.datasource.username")
    String jdbcUser;

    @ConfigProperty(name = "quarkus.datasource.password")
    String jdbcPassword;

    UUID tenant = Ids.v7();

    @BeforeEach
    void newTenant() {
        tenant = Ids.v7();
    }

    byte[] definition(UUID campaign, long revision, CampaignStatus status, @Nullable UUID agent, UUID channel) {
        Node node = new Node(
                "n1",
                NodeType.VOICE_COMMUNICATION,
                "Call",
                new Position(0, 0),
                new NodeSettings.Communication("CALL", agent, channel, null, null, null, null, null));
        CampaignDefined definition = new CampaignDefined(
                tenant,
                campaign,
                "Payments",
                revision,
                status,
                1,
                true,
                List.of(),
                List.of(new Flow(Ids.v7(), "Flow", true, 1, List.of(node), List.of())),
                List.of());
        return CampaignDefined.FAMILY.encode(new Envelope<>(
                Ids.v7(), "campaign-service", tenant, campaign.toString(), Instant.now(), null, 0, definition));
    }

    void startRun(UUID campaign) {
        asService()
                .body(json(new RunState(tenant, campaign, 1, true)))
                .put("/internal/v1/campaigns/" + campaign + "/run")
                .then()
                .statusCode(204);
    }

    Envelope<CommunicationCommand> plan(UUID campaign, ChannelType type, UUID channel, UUID agent) {
        UUID participant = Ids.v7();
        Instant now = Instant.now();
        return new Envelope<>(
                Ids.v7(),
                "participant-service",
                tenant,
                participant.toString(),
                now,
                null,
                1,
                new PlanCommunication(
                        campaign,
                        participant,
                        Ids.v7(),
                        1,
                        Ids.v7(),
                        "n1",
                        Ids.v7(),
                        "REMINDER",
                        type,
                        channel,
                        agent,
                        now,
                        new Schedule(now, null, null, 0, 0, 0, null, ZoneOffset.UTC),
                        Map.of("due", "2026-06-03"),
                        new MessageContent("Payment", "Please pay", null)));
    }

    UUID emailChannel(String name, int port) {
        return id(as(Role.ADMIN)
                .body("""
                        {"name":"%s","type":"email",
                         "settings":{"host":"127.0.0.1","port":%d,"security":"none","from":"Us <us@example.com>"}}
                        """.formatted(name, port))
                .post("/api/v1/channels")
                .then()
                .statusCode(201)
                .extract()
                .path("id"));
    }

    UUID channel(String name, String type) {
        return id(as(Role.ADMIN)
                .body("{\"name\":\"%s\",\"type\":\"%s\",\"settings\":{}}".formatted(name, type))
                .post("/api/v1/channels")
                .then()
                .statusCode(201)
                .extract()
                .path("id"));
    }

    UUID agent(String name, String kind, UUID channel, String settings) {
        return id(as(Role.ADMIN)
                .body(agentBody(name, kind, channel, settings))
                .post("/api/v1/agents")
                .then()
                .statusCode(201)
                .extract()
                .path("id"));
    }

    static String agentBody(String name, String kind, UUID channel, String settings) {
        return "{\"name\":\"%s\",\"kind\":\"%s\",\"channel_ids\":[\"%s\"],\"results\":[],\"settings\":%s}"
                .formatted(name, kind, channel, settings);
    }

    void refused(String path, String body, int status, String detail) {
        as(Role.ADMIN)
                .body(body)
                .post("/api/v1" + path)
                .then()
                .statusCode(status)
                .body("detail", containsString(detail));
    }

    static UUID id(@Nullable String text) {
        return UUID.fromString(String.valueOf(text));
    }

    RequestSpecification as(Role role) {
        String token = tokens.mint("communication-service", new Caller(tenant, "ann", Set.of(role)));
        return given().header("Authorization", "Bearer " + token).contentType(ContentType.JSON);
    }

    RequestSpecification asService() {
        String token = tokens.mint("communication-service", Caller.service("campaign-service", null));
        return given().header("Authorization", "Bearer " + token).contentType(ContentType.JSON);
    }

    static String json(Object value) {
        try {
            return Json.mapper().writeValueAsString(value);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    void send(String topic, UUID key, byte[] value) throws Exception {
        try (KafkaProducer<String, byte[]> producer = new KafkaProducer<>(
                Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers),
                new StringSerializer(),
                new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(topic, key.toString(), value)).get();
        }
    }

    List<Envelope<ParticipantEvent>> readEvents(UUID participant) {
        return readTopic(Topics.PARTICIPANT_EVENTS).stream()
                .flatMap(value -> ParticipantEvent.FAMILY.decode(value).stream())
                .filter(event -> event.data().participantId().equals(participant))
                .toList();
    }

    List<byte[]> readTopic(String topic) {
        List<byte[]> values = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                        "read_committed"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            consumer.poll(Duration.ofSeconds(2)).forEach(record -> values.add(record.value()));
        }
        return values;
    }
}
