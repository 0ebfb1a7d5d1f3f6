package campaignflows.communication;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;

import campaignflows.communication.command.CommandService;
import campaignflows.communication.support.ChatClient;
import campaignflows.communication.support.FakeParticipantService;
import campaignflows.platform.contracts.Envelope;
import campaignflows.platform.contracts.Ids;
import campaignflows.platform.contracts.communication.ChannelType;
import campaignflows.platform.contracts.message.CommunicationCommand;
import campaignflows.platform.contracts.message.MessageContent;
import campaignflows.platform.contracts.message.PlanCommunication;
import campaignflows.platform.contracts.message.Schedule;
import campaignflows.platform.contracts.participant.InboundContact;
import campaignflows.platform.database.Database;
import campaignflows.platform.testkit.Await;
import campaignflows.platform.testkit.KafkaResource;
import campaignflows.platform.testkit.PostgresResource;
import campaignflows.platform.web.auth.Caller;
import campaignflows.platform.web.auth.InternalTokens;
import campaignflows.platform.web.auth.Role;
import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The chat of a web channel over WebSockets, as browsers come by the gateway. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(KafkaResource.class)
@QuarkusTestResource(FakeParticipantService.class)
@NullMarked
class WebChatIT {
    private static final String ORIGIN = "https://shop.example.com";
    private static final String IDENTITY_SECRET = "an-identity-secret-of-32-letters-or-more";

    @Inject
    InternalTokens tokens;

    @Inject
    CommandService commands;

    @Inject
    Database database;

    @TestHTTPResource("/")
    URI base = URI.create("");

    private UUID tenant = Ids.v7();
    private UUID campaign = Ids.v7();
    private UUID channel = Ids.v7();

    @BeforeEach
    void newChannel() {
        tenant = Ids.v7();
        campaign = Ids.v7();
        channel = UUID.fromString(as(Role.ADMIN)
                .body("""
                        {"name":"Chat","type":"web",
                         "settings":{"allowed_origins":["%s"],"title":"Ask us","greeting":"Hi","color":"#1d4ed8"},
                         "credentials":{"identity_secret":"%s"}}
                        """.formatted(ORIGIN, IDENTITY_SECRET))
                .post("/api/v1/channels")
                .then()
                .statusCode(201)
                .extract()
                .path("id"));
    }

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
    void shouldLetInPagesOfAllowedOriginsOnly() {
        assertThat(ChatClient.refused(address(channel), gateway(), "https://evil.example.com")
                        .statusCode())
                .isEqualTo(403);
        assertThat(ChatClient.refused(address(channel), gateway(), "http://shop.example.com")
                        .statusCode())
                .isEqualTo(403);
        assertThat(ChatClient.refused(address(channel), gateway(), null).statusCode())
                .isEqualTo(403);
        assertThat(ChatClient.refused(address(Ids.v7()), gateway(), ORIGIN).statusCode())
                .isEqualTo(404);
        assertThat(ChatClient.refused(
                                address(channel),
                                tokens.mint("communication-service", new Caller(tenant, "ann", Set.of(Role.ADMIN))),
                                ORIGIN)
                        .statusCode())
                .isEqualTo(401);
        given().header("Authorization", "Bearer " + gateway())
                .header("Origin", "https://evil.example.com")
                .get("/api/v1/web/" + channel)
                .then()
                .statusCode(400)
                .contentType("application/problem+json");
        given().get("/api/v1/web/" + channel).then().statusCode(401);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nonsense",
                "[]",
                "{\"type\":\"surprise\"}",
                "{\"type\":\"say\",\"id\":\"a b\",\"text\":\"x\"}",
                "{\"type\":\"say\",\"id\":\"a\",\"text\":7}",
                "{\"type\":\"delivered\",\"seq\":-1}",
                "{\"type\":\"read\",\"seq\":\"1\"}",
                "{\"type\":\"hello\"}"
            })
    void shouldSayWhatIsWrongWithAFrameAndEndItsRepeating(String frame) {
        try (ChatClient browser = connect()) {
            browser.hello("");
            browser.send(frame);
            JsonNode error = browser.await("error", any -> true);
            assertThat(error.path("message").asText()).isNotBlank();
            browser.say("after", "Still here");
            browser.await("accepted", any -> true);
            for (int i = 0; i < 20; i++) {
                browser.send(frame);
            }
            assertThat(browser.awaitClose()).isIn(1008, 4408);
        }
    }

    @Test
    void shouldEndAConnectionWhoseFrameIsTooLarge() {
        try (ChatClient browser = connect()) {
            browser.hello("");
            browser.say("m", "x".repeat(4097));
            assertThat(browser.awaitError("text_invalid").path("id").asText()).isEqualTo("m");
            browser.send("x".repeat(20_000));
            browser.awaitClose();
        }
    }

    @Test
    void shouldWantAHelloFirst() {
        try (ChatClient browser = connect()) {
            browser.say("m1", "Hello?");
            browser.awaitError("hello_expected");
            assertThat(browser.isOpen()).isTrue();
        }
    }

    @Test
    void shouldBoundWhatOneVisitorSendsAndNobodyElse() {
        try (ChatClient browser = connect();
                ChatClient other = connect()) {
            browser.hello("");
            other.hello("");
            // However slow the machine is, more than five a second come at some time.
            for (int i = 0; i < 2_000 && browser.of("error").isEmpty() && browser.isOpen(); i++) {
                browser.trySaying("m" + i, "flood");
            }
            assertThat(browser.awaitError("too_fast").path("id").asText()).startsWith("m");
            other.say("m0", "Hello?");
            other.await("accepted", frame -> frame.path("id").asText().equals("m0"));
        }
    }

    @Test
    void shouldBoundTheConnectionsOfAVisitor() {
        List<ChatClient> open = new ArrayList<>();
        try {
            ChatClient first = connect();
            open.add(first);
            String visitor = first.hello("").path("visitor").toString();
            for (int i = 2; i <= 8; i++) {
                ChatClient next = connect();
                open.add(next);
                next.hello("\"visitor\":" + visitor);
            }
            ChatClient ninth = connect();
            open.add(ninth);
            ninth.send("{\"type\":\"hello\",\"visitor\":%s}".formatted(visitor));
            ninth.awaitError("too_many_connections");
            assertThat(ninth.awaitClose()).isEqualTo(4429);
            assertThat(open.subList(0, 8)).allMatch(ChatClient::isOpen);
        } finally {
            open.forEach(ChatClient::close);
        }
    }

    @Test
    void shouldEndWhenThePageOrTheChannelIsNotAllowedAnyMore() {
        try (ChatClient browser = connect()) {
            browser.hello("");
            as(Role.ADMIN)
                    .body("{\"settings\":{\"allowed_origins\":[\"https://other.example.com\"]}}")
                    .patch("/api/v1/channels/" + channel)
                    .then()
                    .statusCode(200);
            browser.awaitError("origin_refused");
            assertThat(browser.awaitClose()).isEqualTo(4403);
        }
        newChannel();
        try (ChatClient browser = connect()) {
            browser.hello("");
            as(Role.ADMIN).delete("/api/v1/channels/" + channel).then().statusCode(204);
            browser.say("m1", "Hello?");
            browser.awaitError("channel_gone");
            assertThat(browser.awaitClose()).isEqualTo(4404);
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

    private void refusedSettings(String settings, String field) {
        as(Role.ADMIN)
                .body("{\"settings\":%s}".formatted(settings))
                .patch("/api/v1/channels/" + channel)
                .then()
                .statusCode(422)
                .body("errors[0].field", equalTo(field));
    }

    private void refusedIdentity(String identity, String code) {
        try (ChatClient browser = connect()) {
            browser.send("{\"type\":\"hello\",\"identity\":%s}".formatted(identity));
            browser.awaitError(code);
            assertThat(browser.awaitClose()).isEqualTo(4401);
        }
    }

    private static String identity(String webId, long expires, String secret) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            String signature =
                    HexFormat.of().formatHex(mac.doFinal((webId + "." + expires).getBytes(StandardCharsets.UTF_8)));
            return "{\"web_id\":\"%s\",\"expires\":%d,\"signature\":\"%s\"}".formatted(webId, expires, signature);
        } catch (java.security.GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Plans a message for whoever has the web id, by a message agent; the communication. */
    private UUID send(String webId, String text) {
        given().contentType(ContentType.JSON)
                .header("Authorization", "Bearer " + gateway())
                .body("{\"tenant_id\":\"%s\",\"campaign_id\":\"%s\",\"run\":1,\"active\":true}"
                        .formatted(tenant, campaign))
                .put("/internal/v1/campaigns/" + campaign + "/run")
                .then()
                .statusCode(204);
        UUID agent = UUID.fromString(as(Role.ADMIN)
                .body("{\"name\":\"A %s\",\"kind\":\"message\",\"channel_ids\":[\"%s\"]}".formatted(Ids.v7(), channel))
                .post("/api/v1/agents")
                .then()
                .statusCode(201)
                .extract()
                .path("id"));
        UUID participant = Ids.v7();
        FakeParticipantService.KNOWN.put(participant, tenant);
        FakeParticipantService.CAMPAIGNS.put(participant, campaign);
        FakeParticipantService.WEB_IDS.put(participant, webId);
        UUID customer = FakeParticipantService.CONTACTS.computeIfAbsent(
                List.<Object>of(tenant, Map.of("web_id", webId)), any -> Ids.v7());
        Instant now = Instant.now();
        UUID communication = Ids.v7();
        Envelope<CommunicationCommand> plan = new Envelope<>(
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
                        customer,
                        1,
                        Ids.v7(),
                        "n1",
                        communication,
                        "REMINDER",
                        ChannelType.WEB,
                        channel,
                        agent,
                        now,
                        new Schedule(now, null, null, 0, 0, 0, null, ZoneOffset.UTC),
                        Map.of(),
                        new MessageContent(null, text, null)));
        database.useTransaction(tx -> commands.apply(tx, List.of(plan)));
        return communication;
    }

    private void assertStatus(UUID communication, String status) {
        Await.untilAsserted(() -> as(Role.VIEWER)
                .get("/api/v1/communications/" + communication)
                .then()
                .statusCode(200)
                .body("status", equalTo(status)));
    }

    private InboundContact.Session told() {
        Await.until(
                "the session is told",
                () -> FakeParticipantService.TOLD.keySet().stream()
                        .anyMatch(session -> session.channelId().equals(channel)));
        return FakeParticipantService.TOLD.keySet().stream()
                .filter(session -> session.channelId().equals(channel))
                .findFirst()
                .orElseThrow();
    }

    private ChatClient connect() {
        return ChatClient.connect(address(channel), gateway(), ORIGIN);
    }

    private URI address(UUID of) {
        return URI.create("ws://%s:%d/api/v1/web/%s".formatted(base.getHost(), base.getPort(), of));
    }

    /** As the gateway brings it. */
    private String gateway() {
        return tokens.mint("communication-service", Caller.service("api-gateway", null));
    }

    private RequestSpecification as(Role role) {
        return given().contentType(ContentType.JSON)
                .header(
                        "Authorization",
                        "Bearer " + tokens.mint("communication-service", new Caller(tenant, "ann", Set.of(role))));
    }
}
