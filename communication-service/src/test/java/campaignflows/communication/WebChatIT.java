package campaignflows.communication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;

import campaignflows.communication.support.ChatClient;
import campaignflows.communication.support.FakeParticipantService;
import campaignflows.platform.contracts.communication.ChannelType;
import campaignflows.platform.contracts.participant.InboundContact;
import campaignflows.platform.testkit.Await;
import campaignflows.platform.testkit.KafkaResource;
import campaignflows.platform.testkit.PostgresResource;
import campaignflows.platform.web.auth.Role;
import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** The chat of a web channel over WebSockets, as browsers come by the gateway. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(KafkaResource.class)
@QuarkusTestResource(FakeParticipantService.class)
@NullMarked
class WebChatIT extends WebChatFixture {
    @Test
    void shouldTakeWhatAVisitorSaysOnceAndTellOfTheSession() {
        try (ChatClient browser = connect()) {
            JsonNode ready = browser.hello("");
            String webId = ready.at("/visitor/id").asText();
            assertThat(webId).startsWith("visitor:");
            assertThat(ready.path("title").asText()).isEqualTo("Ask us");
            assertThat(ready.path("open").asBoolean()).isTrue();

            browser.say("m1", "Hello?");
            browser.await("accepted", frame -> frame.path("id").asText().equals("m1"));
            browser.say("m1", "Hello?");
            Await.until(
                    "the repeat is accepted too", () -> browser.of("accepted").size() == 2);

            InboundContact.Session session = told();
            assertThat(session.channel()).isEqualTo(ChannelType.WEB);
            assertThat(FakeParticipantService.CONTACTS)
                    .containsEntry(
                            List.<Object>of(tenant, Map.of("web_id", webId)), FakeParticipantService.TOLD.get(session));
            as(Role.VIEWER)
                    .get("/api/v1/sessions/" + session.sessionId())
                    .then()
                    .statusCode(200)
                    .body("messages.text", contains("Hello?"), "messages[0].from", equalTo("contact"));
            assertThat(FakeParticipantService.TOLD.keySet().stream()
                            .filter(each -> each.channelId().equals(channel)))
                    .hasSize(1);
        }
    }

    @Test
    void shouldShowWhatIsSentAndMoveItByTheBrowsersWord() {
        String visitor;
        String webId;
        UUID first;
        long seq;
        try (ChatClient browser = connect()) {
            JsonNode ready = browser.hello("");
            webId = ready.at("/visitor/id").asText();
            visitor = ready.path("visitor").toString();
            first = send(webId, "Good morning");
            seq = browser.await("message", frame -> true).path("seq").asLong();
            assertStatus(first, "started");

            browser.send("{\"type\":\"delivered\",\"seq\":%d}".formatted(seq));
            assertStatus(first, "delivered");
            browser.send("{\"type\":\"read\",\"seq\":%d}".formatted(seq));
            assertStatus(first, "read");
            browser.send("{\"type\":\"delivered\",\"seq\":%d}".formatted(seq));
            browser.send("{\"type\":\"read\",\"seq\":%d}".formatted(seq));
            browser.send("{\"type\":\"read\",\"seq\":%d}".formatted(seq + 1));
            browser.awaitError("message_unknown");
            assertStatus(first, "read");

            browser.say("m1", "Yes");
            assertStatus(first, "replied");
        }

        // What was sent while nobody was there comes later, and nothing comes twice.
        UUID second = send(webId, "Are you there?");
        assertStatus(second, "started");
        try (ChatClient browser = connect();
                ChatClient other = connect()) {
            browser.hello("\"visitor\":%s,\"last_seq\":%d".formatted(visitor, seq));
            other.hello("\"visitor\":%s".formatted(visitor));
            browser.await("message", frame -> true);
            UUID third = send(webId, "Bye");
            Await.until(
                    "both devices show it",
                    () -> browser.shown().contains("Bye") && other.shown().contains("Bye"));
            assertThat(browser.shown()).containsExactly("Are you there?", "Bye");
            assertThat(other.shown()).containsExactly("Good morning", "Are you there?", "Bye");

            long last = other.of("message").getLast().path("seq").asLong();
            other.send("{\"type\":\"read\",\"seq\":%d}".formatted(last));
            assertStatus(second, "read");
            assertStatus(third, "read");
        }
    }

    @Test
    void shouldKnowWhomTheOwnerHasSigned() {
        long soon = Instant.now().plus(Duration.ofHours(1)).getEpochSecond();
        send("customer-7", "For you alone");
        try (ChatClient browser = connect()) {
            JsonNode ready = browser.hello("\"identity\":" + identity("customer-7", soon, IDENTITY_SECRET));
            assertThat(ready.has("visitor")).isFalse();
            browser.await("message", frame -> true);
            assertThat(browser.shown()).containsExactly("For you alone");
        }
        refusedIdentity(identity("customer-7", soon, IDENTITY_SECRET + "x"), "identity_invalid");
        refusedIdentity(
                identity("customer-7", soon, IDENTITY_SECRET).replace("customer-7", "customer-8"), "identity_invalid");
        refusedIdentity(
                identity("customer-7", Instant.now().minusSeconds(60).getEpochSecond(), IDENTITY_SECRET),
                "identity_expired");
        refusedIdentity(
                identity("customer-7", Instant.now().plus(Duration.ofDays(31)).getEpochSecond(), IDENTITY_SECRET),
                "identity_invalid");
        refusedIdentity(identity("visitor:abc", soon, IDENTITY_SECRET), "identity_invalid");
    }

    @Test
    void shouldNotBelieveAVisitorWithoutTheSecret() {
        String id;
        try (ChatClient browser = connect()) {
            id = browser.hello("").at("/visitor/id").asText();
        }
        try (ChatClient browser = connect()) {
            browser.send("{\"type\":\"hello\",\"visitor\":{\"id\":\"%s\",\"secret\":\"guessed\"}}".formatted(id));
            browser.awaitError("visitor_unknown");
            assertThat(browser.awaitClose()).isEqualTo(4401);
        }
    }

    @Test
    void shouldSayThatNobodyAnswersOnAStoppedChannel() {
        as(Role.ADMIN).post("/api/v1/channels/" + channel + "/stop").then().statusCode(200);
        try (ChatClient browser = connect()) {
            assertThat(browser.hello("").path("open").asBoolean()).isFalse();
            browser.say("m1", "Hello?");
            browser.await("accepted", any -> true);
        }
    }

    @Test
    void shouldCheckSettingsAndShowThem() {
        as(Role.VIEWER)
                .get("/api/v1/channels/" + channel)
                .then()
                .statusCode(200)
                .body(
                        "settings.allowed_origins",
                        contains(ORIGIN),
                        "settings.color",
                        equalTo("#1d4ed8"),
                        "has_credentials",
                        equalTo(true));
        refusedSettings("{\"allowed_origins\":[\"http://shop.example.com\"]}", "settings.allowed_origins[0]");
        refusedSettings(
                "{\"allowed_origins\":[\"https://a.example\",\"https://b.example/x\"]}", "settings.allowed_origins[1]");
        refusedSettings("{\"color\":\"red\"}", "settings.color");
        refusedSettings("{\"title\":\"" + "x".repeat(61) + "\"}", "settings.title");
    }
}
