package campaignflows.communication;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import campaignflows.communication.support.FakeAgent;
import campaignflows.communication.support.FakeParticipantService;
import campaignflows.platform.contracts.Envelope;
import campaignflows.platform.contracts.Ids;
import campaignflows.platform.contracts.Json;
import campaignflows.platform.contracts.Topics;
import campaignflows.platform.contracts.communication.ChannelType;
import campaignflows.platform.contracts.definition.RunState;
import campaignflows.platform.contracts.message.CommunicationCommand;
import campaignflows.platform.contracts.message.MessageContent;
import campaignflows.platform.contracts.message.PlanCommunication;
import campaignflows.platform.contracts.message.Schedule;
import campaignflows.platform.testkit.Await;
import campaignflows.platform.testkit.KafkaResource;
import campaignflows.platform.testkit.PostgresResource;
import campaignflows.platform.web.auth.Caller;
import campaignflows.platform.web.auth.InternalTokens;
import campaignflows.platform.web.auth.Role;
import com.standardwebhooks.Webhook;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** External agents over HTTP and Kafka: how they are set up, asked for a session, and what they tell of it. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(KafkaResource.class)
@QuarkusTestResource(FakeParticipantService.class)
@NullMarked
class AgentWebhookIT {
    private static final String RESULTS =
            "[{\"name\":\"promised\",\"type\":\"boolean\"},{\"name\":\"amount\",\"type\":\"numeric\"}]";

    @Inject
    InternalTokens tokens;

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers;

    private UUID tenant = Ids.v7();

    @BeforeEach
    void newTenant() {
        tenant = Ids.v7();
    }

    @Test
    void shouldHoldASessionByTheAgentFromThePlanToItsTypedResults() throws Exception {
        try (FakeAgent platform = new FakeAgent()) {
            UUID channel = channel();
            UUID agent = UUID.fromString(agent(platform.url(), FakeAgent.SECRET, channel)
                    .then()
                    .statusCode(201)
                    .extract()
                    .path("id"));
            PlanCommunication plan = plan(channel, agent);
            UUID id = plan.communicationId();

            Await.until("the session is begun", () -> platform.sessions().containsKey(id));
            assertThat(Objects.requireNonNull(platform.sessions().get(id))
                            .path("callback_url")
                            .asText())
                    .isEqualTo("http://127.0.0.1:8080/api/v1/webhooks/agents/" + agent);
            tell(agent, "e1", event(id, "\"status\":\"delivered\""))
                    .then()
                    .statusCode(200)
                    .body("outcome", equalTo("applied"));
            tell(agent, "e1", event(id, "\"status\":\"delivered\""))
                    .then()
                    .statusCode(200)
                    .body("outcome", equalTo("repeated"));
            tell(agent, "e2", event(id, "\"results\":{\"promised\":\"true\"}"))
                    .then()
                    .statusCode(422)
                    .body("errors[0].field", equalTo("data.results.promised"));
            tell(
                            agent,
                            "e3",
                            event(
                                    id,
                                    "\"status\":\"completed\",\"messages\":[{\"from\":\"contact\",\"text\":\"Yes\"}],\"results\":{\"promised\":true,\"amount\":12.50}"))
                    .then()
                    .statusCode(200)
                    .body("outcome", equalTo("applied"));
            tell(agent, "e4", event(id, "\"status\":\"read\""))
                    .then()
                    .statusCode(200)
                    .body("outcome", equalTo("ignored"));

            String session = as(Role.VIEWER)
                    .get("/api/v1/communications/" + id)
                    .then()
                    .statusCode(200)
                    .body(
                            "status", equalTo("completed"),
                            "results.promised", equalTo(true),
                            "results.amount", equalTo("12.50"))
                    .extract()
                    .path("session_id");
            as(Role.VIEWER)
                    .get("/api/v1/sessions/" + session)
                    .then()
                    .statusCode(200)
                    .body(
                            "status",
                            equalTo("closed"),
                            "messages.text",
                            contains("Yes"),
                            "messages.from",
                            contains("contact"),
                            "results.promised",
                            equalTo(true));
        }
    }

    @Test
    void shouldShowASecretOnceAndTakeWhatEitherHasSignedWhileItIsChanged() {
        UUID channel = channel();
        Response created = agent("https://agents.example.org/sessions", null, channel);
        created.then()
                .statusCode(201)
                .body("kind", equalTo("external"))
                .body("settings.endpoint", equalTo("https://agents.example.org/sessions"))
                .body("settings.secret", matchesPattern("whsec_[A-Za-z0-9+/]{43}="))
                .body("trouble", nullValue());
        String first = created.path("settings.secret");
        String agent = created.path("id");
        String address = "/api/v1/agents/" + agent;
        as(Role.ADMIN).get(address).then().body("settings", not(hasKey("secret")));
        as(Role.ADMIN)
                .body("{\"name\":\"Renamed %s\"}".formatted(agent))
                .patch(address)
                .then()
                .statusCode(200)
                .body("settings", not(hasKey("secret")));
        assertThat(as(Role.ADMIN).get("/api/v1/agents").asString()).doesNotContain("whsec_");

        String second = as(Role.ADMIN)
                .body("{}")
                .post(address + "/rotate-secret")
                .then()
                .statusCode(200)
                .extract()
                .path("secret");
        assertThat(second).isNotEqualTo(first);
        UUID id = UUID.fromString(agent);
        String body = event(Ids.v7(), "\"status\":\"read\"");
        tell(id, first, "e1", body).then().statusCode(404);
        tell(id, second, "e1", body).then().statusCode(404);
        tell(id, FakeAgent.SECRET, "e1", body).then().statusCode(401);

        as(Role.ADMIN)
                .body("{\"secret\":\"%s\",\"keep_previous\":false}".formatted(FakeAgent.SECRET))
                .post(address + "/rotate-secret")
                .then()
                .statusCode(200)
                .body("secret", equalTo(FakeAgent.SECRET));
        tell(id, second, "e1", body).then().statusCode(401);
        tell(id, FakeAgent.SECRET, "e1", body).then().statusCode(404);
        as(Role.OPERATOR).body("{}").post(address + "/rotate-secret").then().statusCode(403);
        as(Role.ADMIN)
                .body("{\"secret\":\"short\"}")
                .post(address + "/rotate-secret")
                .then()
                .statusCode(422)
                .body("errors[0].field", equalTo("secret"));
        tenant = Ids.v7();
        as(Role.ADMIN).body("{}").post(address + "/rotate-secret").then().statusCode(404);
    }

    @Test
    void shouldRefuseSettingsThatAreNotValid() {
        UUID channel = channel();
        refused("{}", channel, 422, "settings.endpoint");
        refused("{\"endpoint\":\"http://agents.example.org/\"}", channel, 422, "https");
        refused("{\"endpoint\":\"https://10.0.0.1/\"}", channel, 422, "not a public one");
        refused("{\"endpoint\":\"https://a.example.org/\",\"secret\":\"x\"}", channel, 422, "whsec_");
        refused("{\"endpoint\":\"https://a.example.org/\",\"token\":\"x\"}", channel, 400, "token");
        refused("{\"endpoint\":7}", channel, 400, "settings");
    }

    @Test
    void shouldRefuseStrangersAndBoundBodies() {
        UUID agent = UUID.fromString(agent("https://agents.example.org/", FakeAgent.SECRET, channel())
                .path("id"));
        String body = event(Ids.v7(), "\"status\":\"read\"");
        String path = "/api/v1/webhooks/agents/";

        webhook().body(body).post(path + agent).then().statusCode(401).body("code", equalTo("unauthenticated"));
        tell(Ids.v7(), "e1", body).then().statusCode(404);
        tell(UUID.fromString(simulator()), "e1", body).then().statusCode(404);
        webhook().body(body).post(path + "nonsense").then().statusCode(404);
        given().body(body).post(path + agent).then().statusCode(401);
        as(Role.ADMIN).body(body).post(path + agent).then().statusCode(403);
        tell(agent, "e1", "x".repeat(256 * 1024 + 1)).then().statusCode(413).body("code", equalTo("too_large"));
        tell(agent, "e1", "{").then().statusCode(400).body("code", equalTo("malformed"));
        tell(agent, "e1", "{\"type\":\"session.updated\",\"data\":{\"surprise\":1}}")
                .then()
                .statusCode(400)
                .body("detail", containsString("data.surprise"));
    }

    private void refused(String settings, UUID channel, int status, String text) {
        as(Role.ADMIN)
                .body("{\"name\":\"A %s\",\"kind\":\"external\",\"channel_ids\":[\"%s\"],\"settings\":%s}"
                        .formatted(Ids.v7(), channel, settings))
                .post("/api/v1/agents")
                .then()
                .statusCode(status)
                .body(containsString(text));
    }

    private Response agent(String endpoint, @Nullable String secret, UUID channel) {
        String settings = secret == null
                ? "{\"endpoint\":\"%s\"}".formatted(endpoint)
                : "{\"endpoint\":\"%s\",\"secret\":\"%s\"}".formatted(endpoint, secret);
        return as(Role.ADMIN)
                .body(
                        "{\"name\":\"A %s\",\"kind\":\"external\",\"channel_ids\":[\"%s\"],\"settings\":%s,\"results\":%s}"
                                .formatted(Ids.v7(), channel, settings, RESULTS))
                .post("/api/v1/agents");
    }

    private String simulator() {
        return as(Role.ADMIN)
                .body("{\"name\":\"S\",\"kind\":\"simulated\",\"channel_ids\":[]}")
                .post("/api/v1/agents")
                .path("id");
    }

    private UUID channel() {
        return UUID.fromString(as(Role.ADMIN)
                .body("{\"name\":\"C %s\",\"type\":\"voice\"}".formatted(Ids.v7()))
                .post("/api/v1/channels")
                .then()
                .statusCode(201)
                .extract()
                .path("id"));
    }

    private PlanCommunication plan(UUID channel, UUID agent) throws Exception {
        UUID campaign = Ids.v7();
        UUID participant = Ids.v7();
        Instant now = Instant.now();
        FakeParticipantService.KNOWN.put(participant, tenant);
        FakeParticipantService.CAMPAIGNS.put(participant, campaign);
        given().contentType(ContentType.JSON)
                .header(
                        "Authorization",
                        "Bearer " + tokens.mint("communication-service", Caller.service("campaign-service", tenant)))
                .body(Json.mapper().writeValueAsString(new RunState(tenant, campaign, 1, true)))
                .put("/internal/v1/campaigns/" + campaign + "/run")
                .then()
                .statusCode(204);
        PlanCommunication plan = new PlanCommunication(
                campaign,
                participant,
                Ids.v7(),
                1,
                Ids.v7(),
                "n1",
                Ids.v7(),
                "REMINDER",
                ChannelType.VOICE,
                channel,
                agent,
                now,
                new Schedule(now, null, null, 0, 0, 0, null, ZoneOffset.UTC),
                Map.of("due", "2026-06-03"),
                MessageContent.NONE);
        byte[] message = CommunicationCommand.FAMILY.encode(new Envelope<>(
                Ids.v7(), "participant-service", tenant, participant.toString(), now, Ids.v7(), 0, plan));
        try (KafkaProducer<String, byte[]> producer = new KafkaProducer<>(
                Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers),
                new StringSerializer(),
                new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(
                            Topics.COMMUNICATION_COMMANDS, plan.customerId().toString(), message))
                    .get();
        }
        return plan;
    }

    private static String event(UUID id, String data) {
        return "{\"type\":\"session.updated\",\"data\":{\"communication_id\":\"%s\",%s}}".formatted(id, data);
    }

    private Response tell(UUID agent, String eventId, String body) {
        return tell(agent, FakeAgent.SECRET, eventId, body);
    }

    private Response tell(UUID agent, String secret, String eventId, String body) {
        long now = Instant.now().getEpochSecond();
        try {
            return webhook()
                    .header("webhook-id", eventId)
                    .header("webhook-timestamp", Long.toString(now))
                    .header("webhook-signature", new Webhook(secret).sign(eventId, now, body))
                    .body(body)
                    .post("/api/v1/webhooks/agents/" + agent);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** As the gateway brings it. */
    private RequestSpecification webhook() {
        return given().contentType(ContentType.JSON)
                .header(
                        "Authorization",
                        "Bearer " + tokens.mint("communication-service", Caller.service("api-gateway", null)));
    }

    private RequestSpecification as(Role role) {
        return given().contentType(ContentType.JSON)
                .header(
                        "Authorization",
                        "Bearer " + tokens.mint("communication-service", new Caller(tenant, "ann", Set.of(role))));
    }
}
