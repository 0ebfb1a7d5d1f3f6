package campaignflows.communication;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import campaignflows.communication.run.AgentUsage;
import campaignflows.communication.support.FakeParticipantService;
import campaignflows.communication.support.FakeSmtpServer;
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
import campaignflows.platform.testkit.Await;
import campaignflows.platform.testkit.KafkaResource;
import campaignflows.platform.testkit.PostgresResource;
import campaignflows.platform.web.auth.Caller;
import campaignflows.platform.web.auth.InternalTokens;
import campaignflows.platform.web.auth.Role;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import io.smallrye.health.SmallRyeHealthReporter;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
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
import org.junit.jupiter.api.Test;

/** The service as it runs: over HTTP and Kafka, with its own threads, a real database and a mail server on a socket. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(KafkaResource.class)
@QuarkusTestResource(FakeParticipantService.class)
@NullMarked
class CommunicationIT {
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

    private UUID tenant = Ids.v7();

    @BeforeEach
    void newTenant() {
        tenant = Ids.v7();
    }

    @Test
    void shouldBeReady() {
        Await.untilAsserted(() -> assertThat(health.getReadiness().getPayload().toString())
                .contains("\"status\":\"UP\"")
                .doesNotContain("DOWN"));
    }

    @Test
    void shouldSendWhatIsPlannedAndTellWhatCameOfIt() throws Exception {
        try (FakeSmtpServer server = new FakeSmtpServer()) {
            UUID channel = emailChannel("Mail", server.port());
            UUID agent = agent("Messages", "message", channel, "{}");
            UUID campaign = Ids.v7();
            startRun(campaign);
            Envelope<CommunicationCommand> plan = plan(campaign, ChannelType.EMAIL, channel, agent);
            PlanCommunication command = (PlanCommunication) plan.data();
            FakeParticipantService.KNOWN.put(command.participantId(), tenant);
            FakeParticipantService.CAMPAIGNS.put(command.participantId(), campaign);

            send(Topics.COMMUNICATION_COMMANDS, command.customerId(), CommunicationCommand.FAMILY.encode(plan));
            send(Topics.COMMUNICATION_COMMANDS, command.customerId(), "nonsense".getBytes(StandardCharsets.UTF_8));
            send(Topics.COMMUNICATION_COMMANDS, command.customerId(), CommunicationCommand.FAMILY.encode(plan));

            Await.untilAsserted(() -> as(Role.VIEWER)
                    .get("/api/v1/communications/" + command.communicationId())
                    .then()
                    .statusCode(200)
                    .body("status", equalTo("delivered"), "name", equalTo("REMINDER"), "channel", equalTo("email")));
            assertThat(server.mails()).hasSize(1);
            List<Envelope<ParticipantEvent>> events = new ArrayList<>();
            Await.untilAsserted(() -> {
                events.addAll(readEvents(command.participantId()));
                assertThat(events).hasSizeGreaterThanOrEqualTo(2);
            });
            assertThat(events.subList(0, 2))
                    .allSatisfy(event -> assertThat(event.data().run()).isEqualTo(1));
            Await.untilAsserted(() -> assertThat(readTopic(Topics.COMMUNICATION_COMMANDS + Topics.DEAD_LETTER_SUFFIX))
                    .isNotEmpty());

            String list =
                    "/api/v1/campaigns/" + campaign + "/participants/" + command.participantId() + "/communications";
            String session = as(Role.VIEWER)
                    .get(list)
                    .then()
                    .statusCode(200)
                    .body(
                            "items",
                            hasSize(1),
                            "items[0].id",
                            equalTo(command.communicationId().toString()))
                    .extract()
                    .path("items[0].session_id");
            as(Role.VIEWER)
                    .get("/api/v1/sessions/" + session)
                    .then()
                    .statusCode(200)
                    .body(
                            "status", equalTo("active"),
                            "parameters.due", equalTo("2026-06-03"),
                            "messages[0].from", equalTo("agent"),
                            "messages[0].text", equalTo("Payment\n\nPlease pay"));

            // Another tenant sees nothing of it.
            UUID own = tenant;
            tenant = Ids.v7();
            as(Role.ADMIN)
                    .get("/api/v1/communications/" + command.communicationId())
                    .then()
                    .statusCode(404);
            as(Role.ADMIN).get("/api/v1/sessions/" + session).then().statusCode(404);
            as(Role.ADMIN).get(list).then().statusCode(404);
            as(Role.ADMIN).get("/api/v1/channels/" + channel).then().statusCode(404);
            as(Role.ADMIN).get("/api/v1/agents/" + agent).then().statusCode(404);
            as(Role.ADMIN).post("/api/v1/channels/" + channel + "/stop").then().statusCode(404);
            as(Role.ADMIN).delete("/api/v1/agents/" + agent).then().statusCode(404);
            as(Role.ADMIN).get("/api/v1/channels").then().statusCode(200).body("items", hasSize(0));
            tenant = own;

            // Nor is it there under another campaign, whosever that is.
            as(Role.ADMIN)
                    .get("/api/v1/campaigns/" + Ids.v7() + "/participants/" + command.participantId()
                            + "/communications")
                    .then()
                    .statusCode(404);

            // In use: not deletable, but changeable.
            as(Role.ADMIN)
                    .delete("/api/v1/channels/" + channel)
                    .then()
                    .statusCode(409)
                    .body("detail", containsString("Messages"));
            as(Role.ADMIN)
                    .delete("/api/v1/agents/" + agent)
                    .then()
                    .statusCode(409)
                    .body("detail", containsString("open sessions"));
        }
    }

    @Test
    void shouldGoOnByItselfWhenAllConnectionsToTheDatabaseWereCut() throws Exception {
        try (FakeSmtpServer server = new FakeSmtpServer()) {
            UUID channel = emailChannel("Mail", server.port());
            UUID agent = agent("Messages", "message", channel, "{}");
            UUID campaign = Ids.v7();
            startRun(campaign);
            for (int round = 0; round < 3; round++) {
                try (Connection admin = DriverManager.getConnection(jdbcUrl, jdbcUser, jdbcPassword);
                        Statement statement = admin.createStatement()) {
                    statement.execute("select pg_terminate_backend(pid) from pg_stat_activity"
                            + " where datname = current_database() and pid <> pg_backend_pid()");
                }
                Envelope<CommunicationCommand> plan = plan(campaign, ChannelType.EMAIL, channel, agent);
                PlanCommunication command = (PlanCommunication) plan.data();
                FakeParticipantService.KNOWN.put(command.participantId(), tenant);
                send(Topics.COMMUNICATION_COMMANDS, command.customerId(), CommunicationCommand.FAMILY.encode(plan));

                Await.untilAsserted(() -> as(Role.VIEWER)
                        .get("/api/v1/communications/" + command.communicationId())
                        .then()
                        .statusCode(200)
                        .body("status", equalTo("delivered")));
                assertThat(server.mails()).hasSize(round + 1);
                Await.untilAsserted(
                        () -> assertThat(readEvents(command.participantId())).hasSizeGreaterThanOrEqualTo(2));
            }
        }
    }

    @Test
    void shouldKeepCredentialsToItself() throws Exception {
        String created = as(Role.ADMIN)
                .body("""
                        {"name":"Secure","type":"email","credentials":{"username":"ann","password":"s3cret-value"},
                         "settings":{"host":"mail.example.org","port":587,"security":"starttls","from":"a@example.org"}}
                        """)
                .post("/api/v1/channels")
                .then()
                .statusCode(201)
                .body("has_credentials", equalTo(true), "$", not(hasKey("credentials")))
                .extract()
                .asString();
        String id = Json.mapper().readTree(created).get("id").asText();

        assertThat(created).doesNotContain("s3cret-value");
        assertThat(as(Role.ADMIN).get("/api/v1/channels/" + id).asString()).doesNotContain("s3cret-value");
        as(Role.ADMIN)
                .body("{\"settings\":{\"host\":\"h\",\"port\":25,\"security\":\"none\",\"from\":\"a@example.org\"}}")
                .patch("/api/v1/channels/" + id)
                .then()
                .statusCode(422);
        as(Role.ADMIN)
                .body("{\"credentials\":null,\"rate_per_second\":7,\"name\":\" Renamed \"}")
                .patch("/api/v1/channels/" + id)
                .then()
                .statusCode(200)
                .body(
                        "has_credentials", equalTo(false),
                        "rate_per_second", equalTo(7),
                        "name", equalTo("Renamed"),
                        "settings.host", equalTo("mail.example.org"));
        as(Role.ADMIN)
                .body("{\"rate_per_second\":null}")
                .patch("/api/v1/channels/" + id)
                .then()
                .statusCode(200)
                .body("rate_per_second", nullValue());
        as(Role.ADMIN).delete("/api/v1/channels/" + id).then().statusCode(204);
        as(Role.ADMIN).get("/api/v1/channels/" + id).then().statusCode(404);
    }

    @Test
    void shouldRefuseWhatIsNotValidOrNotBuilt() throws Exception {
        UUID voice = channel("Voice", "voice");
        UUID mail = emailChannel("Mail", 25);

        refused("/channels", "{\"name\":\"mAIL\",\"type\":\"web\"}", 409, "already");
        refused("/channels", "{\"name\":\" \",\"type\":\"web\"}", 422, "name of 1 to 200");
        refused("/channels", "{\"name\":\"x\"}", 422, "Give email");
        refused(
                "/channels",
                "{\"name\":\"x\",\"type\":\"web\",\"settings\":{\"token\":1}}",
                400,
                "settings has no property token");
        refused(
                "/channels",
                "{\"name\":\"x\",\"type\":\"web\",\"credentials\":{}}",
                422,
                "at least one of identity_secret, webhook_secret");
        refused("/channels", "{\"name\":\"x\",\"type\":\"web\",\"rate_per_second\":0}", 422, "10000");
        refused("/channels", "{\"name\":\"x\",\"type\":\"web\",\"surprise\":1}", 400, "surprise");
        refused("/channels", """
                {"name":"x","type":"email","settings":{"host":"h","port":25,"security":"none",
                 "from":"a@example.org\\r\\nBcc: b@example.org"}}
                """, 422, "settings of an email channel");
        refused("/agents", agentBody("a", "external", mail, "{}"), 422, "https address at which the agent");
        refused(
                "/agents",
                agentBody("a", "message", voice, "{\"questions\":[{\"result\":\"x\",\"ask\":\"?\"}]}"),
                422,
                "not valid");
        refused("/agents", agentBody("a", "message", Ids.v7(), "{}"), 422, "does not exist");
        refused("/agents", agentBody("a", "simulated", voice, "{\"read\":1.5}"), 422, "not valid");
        refused("/agents", agentBody("a", "simulated", voice, "{\"reed\":1}"), 400, "reed");
        refused(
                "/agents",
                agentBody("a", "simulated", voice, "{\"results\":{\"none\":[\"x\"]}}"),
                422,
                "no result of this name");
        UUID agent = agent("Sim", "simulated", voice, "{\"read\":0.5}");
        as(Role.ADMIN)
                .get("/api/v1/agents/" + agent)
                .then()
                .body(
                        "status", equalTo("running"),
                        "settings.delivered", equalTo(0.98f),
                        "settings.read", equalTo(0.5f),
                        "no_response_after", equalTo("PT72H"),
                        "channel_ids", contains(voice.toString()));
        as(Role.VIEWER)
                .body("{\"name\":\"x\",\"type\":\"web\"}")
                .post("/api/v1/channels")
                .then()
                .statusCode(403);
        as(Role.ADMIN).put("/internal/v1/campaigns/" + Ids.v7() + "/run").then().statusCode(403);
        given().get("/api/v1/channels").then().statusCode(401);
    }

    @Test
    void shouldListByNameInPagesAndSummariseForOtherServices() throws Exception {
        UUID first = channel("alpha", "web");
        channel("Beta", "web");
        channel("gamma", "telegram");
        agent("Sim", "simulated", first, "{}");

        String cursor = as(Role.VIEWER)
                .get("/api/v1/channels?limit=2")
                .then()
                .body("items.name", contains("alpha", "Beta"), "total", equalTo(3))
                .extract()
                .path("next_cursor");
        as(Role.VIEWER)
                .get("/api/v1/channels?limit=2&cursor=" + cursor)
                .then()
                .body("items.name", contains("gamma"), "$", not(hasKey("next_cursor")));
        asService()
                .get("/internal/v1/agents?tenant=" + tenant)
                .then()
                .statusCode(200)
                .body(
                        "[0].name", equalTo("Sim"),
                        "[0].kind", equalTo("simulated"),
                        "[0].status", equalTo("running"),
                        "[0].channels[0].id", equalTo(first.toString()),
                        "[0].channels[0].type", equalTo("web"));
    }

    @Test
    void shouldNotGiveAwayAnAgentThatAnActiveFlowUses() throws Exception {
        UUID voice = channel("Voice", "voice");
        UUID agent = agent("Sim", "simulated", voice, "{}");
        UUID campaign = Ids.v7();
        send(Topics.CAMPAIGN_DEFINITIONS, campaign, definition(campaign, 1, CampaignStatus.ACTIVE, agent, voice));

        Await.until(
                "the definition is heard",
                () -> !activeFlows.usersOf(tenant, agent).isEmpty());
        as(Role.ADMIN)
                .delete("/api/v1/agents/" + agent)
                .then()
                .statusCode(409)
                .body("detail", containsString("Payments"));
        as(Role.ADMIN)
                .body("{\"channel_ids\":[]}")
                .patch("/api/v1/agents/" + agent)
                .then()
                .statusCode(409);
        // An Inactive campaign will be started again with the same active flows.
        send(Topics.CAMPAIGN_DEFINITIONS, campaign, definition(campaign, 2, CampaignStatus.INACTIVE, agent, voice));
        UUID marker = Ids.v7();
        send(Topics.CAMPAIGN_DEFINITIONS, marker, definition(marker, 1, CampaignStatus.INACTIVE, marker, voice));
        Await.until(
                "the marker is heard",
                () -> !activeFlows.usersOf(tenant, marker).isEmpty());
        as(Role.ADMIN)
                .delete("/api/v1/agents/" + agent)
                .then()
                .statusCode(409)
                .body("detail", containsString("Flow (campaign Payments)"));
        as(Role.ADMIN)
                .body("{\"channel_ids\":[]}")
                .patch("/api/v1/agents/" + agent)
                .then()
                .statusCode(409)
                .body("detail", containsString("Flow (campaign Payments)"));
        send(Topics.CAMPAIGN_DEFINITIONS, marker, definition(marker, 2, CampaignStatus.INACTIVE, null, voice));
        send(Topics.CAMPAIGN_DEFINITIONS, campaign, definition(campaign, 3, CampaignStatus.INACTIVE, null, voice));
        Await.untilAsserted(
                () -> as(Role.ADMIN).delete("/api/v1/agents/" + agent).then().statusCode(204));
        as(Role.ADMIN).delete("/api/v1/channels/" + voice).then().statusCode(204);
    }

    private byte[] definition(UUID campaign, long revision, CampaignStatus status, @Nullable UUID agent, UUID channel) {
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

    private void startRun(UUID campaign) {
        asService()
                .body(json(new RunState(tenant, campaign, 1, true)))
                .put("/internal/v1/campaigns/" + campaign + "/run")
                .then()
                .statusCode(204);
    }

    private Envelope<CommunicationCommand> plan(UUID campaign, ChannelType type, UUID channel, UUID agent) {
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

    private UUID emailChannel(String name, int port) {
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

    private UUID channel(String name, String type) {
        return id(as(Role.ADMIN)
                .body("{\"name\":\"%s\",\"type\":\"%s\",\"settings\":{}}".formatted(name, type))
                .post("/api/v1/channels")
                .then()
                .statusCode(201)
                .extract()
                .path("id"));
    }

    private UUID agent(String name, String kind, UUID channel, String settings) {
        return id(as(Role.ADMIN)
                .body(agentBody(name, kind, channel, settings))
                .post("/api/v1/agents")
                .then()
                .statusCode(201)
                .extract()
                .path("id"));
    }

    private static String agentBody(String name, String kind, UUID channel, String settings) {
        return "{\"name\":\"%s\",\"kind\":\"%s\",\"channel_ids\":[\"%s\"],\"results\":[],\"settings\":%s}"
                .formatted(name, kind, channel, settings);
    }

    private void refused(String path, String body, int status, String detail) {
        as(Role.ADMIN)
                .body(body)
                .post("/api/v1" + path)
                .then()
                .statusCode(status)
                .body("detail", containsString(detail));
    }

    private static UUID id(@Nullable String text) {
        return UUID.fromString(String.valueOf(text));
    }

    private RequestSpecification as(Role role) {
        String token = tokens.mint("communication-service", new Caller(tenant, "ann", Set.of(role)));
        return given().header("Authorization", "Bearer " + token).contentType(ContentType.JSON);
    }

    private RequestSpecification asService() {
        String token = tokens.mint("communication-service", Caller.service("campaign-service", null));
        return given().header("Authorization", "Bearer " + token).contentType(ContentType.JSON);
    }

    private static String json(Object value) {
        try {
            return Json.mapper().writeValueAsString(value);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private void send(String topic, UUID key, byte[] value) throws Exception {
        try (KafkaProducer<String, byte[]> producer = new KafkaProducer<>(
                Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers),
                new StringSerializer(),
                new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(topic, key.toString(), value)).get();
        }
    }

    private List<Envelope<ParticipantEvent>> readEvents(UUID participant) {
        return readTopic(Topics.PARTICIPANT_EVENTS).stream()
                .flatMap(value -> ParticipantEvent.FAMILY.decode(value).stream())
                .filter(event -> event.data().participantId().equals(participant))
                .toList();
    }

    private List<byte[]> readTopic(String topic) {
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
