package campaignflows.communication;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;

import campaignflows.communication.support.ChatClient;
import campaignflows.communication.support.FakeAgent;
import campaignflows.communication.support.FakeParticipantService;
import campaignflows.platform.contracts.message.MessageContent;
import campaignflows.platform.testkit.Await;
import campaignflows.platform.testkit.KafkaResource;
import campaignflows.platform.testkit.PostgresResource;
import campaignflows.platform.web.auth.Role;
import com.fasterxml.jackson.databind.JsonNode;
import com.standardwebhooks.Webhook;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An external agent that talks to visitors of a website: what they say is brought to it, what it says is shown to them. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(KafkaResource.class)
@QuarkusTestResource(FakeParticipantService.class)
@NullMarked
class WebAgentIT extends WebChatFixture {
    private FakeAgent platform;
    private UUID agent;

    @BeforeEach
    void newAgent() throws IOException {
        platform = new FakeAgent();
        agent = UUID.fromString(as(Role.ADMIN)
                .body("""
                        {"name":"Coach","kind":"external","channel_ids":["%s"],
                         "settings":{"endpoint":"%s","secret":"%s"},"results":[{"name":"answer","type":"string"}]}
                        """.formatted(channel, platform.url(), FakeAgent.SECRET))
                .post("/api/v1/agents")
                .then()
                .statusCode(201)
                .extract()
                .path("id"));
    }

    @AfterEach
    void stop() {
        platform.close();
    }

    @Test
    void shouldTalkWithTheVisitorToTheEnd() {
        try (ChatClient browser = connect()) {
            JsonNode visitor = browser.hello("").path("visitor");
            UUID id = begin(visitor.path("id").asText());

            says(id, "e1", "Can you pay?", "By Friday?").body("outcome", equalTo("applied"));
            says(id, "e1", "Can you pay?", "By Friday?").body("outcome", equalTo("repeated"));
            Await.until("both are shown", () -> browser.shown().size() >= 2);
            assertThat(browser.shown()).containsExactly("Can you pay?", "By Friday?");
            long first = browser.of("message").getFirst().path("seq").asLong();
            long second = browser.of("message").getLast().path("seq").asLong();
            browser.send("{\"type\":\"delivered\",\"seq\":%d}".formatted(first));
            assertStatus(id, "delivered");
            browser.send("{\"type\":\"read\",\"seq\":%d}".formatted(second));
            assertStatus(id, "read");

            browser.say("m1", "Yes");
            browser.say("m2", "On Friday");
            browser.say("m2", "On Friday");
            assertStatus(id, "replied");
            Await.until("the agent has heard both", () -> heard(id).size() >= 2);
            assertThat(heard(id)).containsExactly("Yes", "On Friday");
            FakeAgent.Call notice = platform.notices().getFirst();
            assertThat(notice.webhookId()).startsWith("notice_");
            assertThat(notice.body().at("/data/agent_id").asText()).isEqualTo(agent.toString());
            assertThat(notice.body().at("/data/channel").asText()).isEqualTo("web");
            assertThat(notice.body().at("/data/message/from").asText()).isEqualTo("contact");

            tell(
                            "e2",
                            id,
                            "\"status\":\"completed\",\"results\":{\"answer\":\"friday\"},"
                                    + "\"messages\":[{\"from\":\"agent\",\"text\":\"Thank you\"}]")
                    .then()
                    .statusCode(200);
            Await.until("the last word is shown", () -> browser.shown().contains("Thank you"));
            assertStatus(id, "completed");
            says(id, "e3", "Too late").body("outcome", equalTo("ignored"));

            String session = as(Role.VIEWER)
                    .get("/api/v1/communications/" + id)
                    .then()
                    .extract()
                    .path("session_id");
            as(Role.VIEWER)
                    .get("/api/v1/sessions/" + session)
                    .then()
                    .body(
                            "messages.text",
                            contains("Can you pay?", "By Friday?", "Yes", "On Friday", "Thank you"),
                            "messages.from",
                            contains("agent", "agent", "contact", "contact", "agent"));
            assertThat(browser.shown()).containsExactly("Can you pay?", "By Friday?", "Thank you");
        }
    }

    @Test
    void shouldShowLaterWhatTheAgentSaidWhileNobodyWasThere() {
        String webId;
        String visitor;
        try (ChatClient browser = connect()) {
            JsonNode ready = browser.hello("");
            webId = ready.at("/visitor/id").asText();
            visitor = ready.path("visitor").toString();
        }
        UUID id = begin(webId);
        says(id, "e1", "Are you there?");
        UUID other = send(webId, "And this");
        assertStatus(other, "started");
        says(id, "e2", "Hello?");

        try (ChatClient browser = connect()) {
            browser.hello("\"visitor\":" + visitor);
            Await.until("all are shown", () -> browser.shown().size() >= 3);
            assertThat(browser.shown()).containsExactly("Are you there?", "And this", "Hello?");
            long middle = browser.of("message").get(1).path("seq").asLong();
            browser.send("{\"type\":\"read\",\"seq\":%d}".formatted(middle));
            assertStatus(other, "read");
            assertStatus(id, "read");
        }
    }

    @Test
    void shouldShowNobodyElseWhatIsSaid() {
        try (ChatClient browser = connect();
                ChatClient stranger = connect()) {
            UUID id = begin(browser.hello("").at("/visitor/id").asText());
            String strange = stranger.hello("").at("/visitor/id").asText();
            says(id, "e1", "For you alone");
            Await.until("it is shown", () -> browser.shown().contains("For you alone"));
            stranger.say("m1", "Hello?");
            stranger.await("accepted", any -> true);
            UUID proof = send(strange, "For the stranger");
            assertStatus(proof, "started");
            Await.until("it is shown", () -> stranger.shown().contains("For the stranger"));

            assertThat(stranger.shown()).containsExactly("For the stranger");
            assertThat(heard(id)).isEmpty();
        }
    }

    @Test
    void shouldRefuseWhatTheChatDoesNotShow() {
        try (ChatClient browser = connect()) {
            UUID id = begin(browser.hello("").at("/visitor/id").asText());

            tell(
                            "e1",
                            id,
                            "\"status\":\"read\",\"messages\":[{\"from\":\"agent\",\"text\":\"Hi\"},{\"from\":\"agent\",\"text\":\"%s\"}]"
                                    .formatted("x".repeat(4097)))
                    .then()
                    .statusCode(422)
                    .body("errors.field", contains("data.messages[1].text"));
            assertStatus(id, "started");

            browser.say("m1", "STOP");
            Await.until(
                    "the agent is told",
                    () -> platform.notices().stream()
                            .anyMatch(call -> call.body().path("type").asText().equals("contact.opted_out")));
            tell("e2", id, "\"messages\":[{\"from\":\"agent\",\"text\":\"But\"}]")
                    .then()
                    .statusCode(422)
                    .body("errors.field", contains("data.messages"));
            tell("e3", id, "\"status\":\"completed\"").then().statusCode(200);
            assertStatus(id, "completed");
            assertThat(browser.shown()).isEmpty();
        }
    }

    private UUID begin(String webId) {
        UUID id = plan(webId, agent, Map.of("question", "Can you pay?"), MessageContent.NONE);
        Await.until("the session is begun", () -> platform.sessions().containsKey(id));
        assertThat(Objects.requireNonNull(platform.sessions().get(id))
                        .at("/contact/address")
                        .asText())
                .isEqualTo(webId);
        assertStatus(id, "started");
        return id;
    }

    private List<String> heard(UUID id) {
        return platform.notices().stream()
                .map(FakeAgent.Call::body)
                .filter(body -> body.path("type").asText().equals("session.message")
                        && body.at("/data/communication_id").asText().equals(id.toString()))
                .map(body -> body.at("/data/message/text").asText())
                .toList();
    }

    private io.restassured.response.ValidatableResponse says(UUID id, String eventId, String... texts) {
        String messages = String.join(
                ",",
                List.of(texts).stream()
                        .map("{\"from\":\"agent\",\"text\":\"%s\"}"::formatted)
                        .toList());
        return tell(eventId, id, "\"messages\":[" + messages + "]").then().statusCode(200);
    }

    private Response tell(String eventId, UUID id, String data) {
        String body = "{\"type\":\"session.updated\",\"data\":{\"communication_id\":\"%s\",%s}}".formatted(id, data);
        long now = Instant.now().getEpochSecond();
        try {
            return given().contentType(ContentType.JSON)
                    .header("Authorization", "Bearer " + gateway())
                    .header("webhook-id", id + eventId)
                    .header("webhook-timestamp", Long.toString(now))
                    .header("webhook-signature", new Webhook(FakeAgent.SECRET).sign(id + eventId, now, body))
                    .body(body)
                    .post("/api/v1/webhooks/agents/" + agent);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
