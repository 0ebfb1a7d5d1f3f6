package campaignflows.communication;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
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
import campaignflows.platform.web.auth.Caller;
import campaignflows.platform.web.auth.InternalTokens;
import campaignflows.platform.web.auth.Role;
import io.quarkus.test.common.http.TestHTTPResource;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.BeforeEach;

/** A web channel, and browsers that come by the gateway. */
@NullMarked
abstract class WebChatFixture {
    static final String ORIGIN = "https://shop.example.com";
    static final String IDENTITY_SECRET = "an-identity-secret-of-32-letters-or-more";

    @Inject
    InternalTokens tokens;

    @Inject
    CommandService commands;

    @Inject
    Database database;

    @TestHTTPResource("/")
    URI base = URI.create("");

    UUID tenant = Ids.v7();
    UUID campaign = Ids.v7();
    UUID channel = Ids.v7();

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

    void refusedSettings(String settings, String field) {
        as(Role.ADMIN)
                .body("{\"settings\":%s}".formatted(settings))
                .patch("/api/v1/channels/" + channel)
                .then()
                .statusCode(422)
                .body("errors[0].field", equalTo(field));
    }

    void refusedIdentity(String identity, String code) {
        try (ChatClient browser = connect()) {
            browser.send("{\"type\":\"hello\",\"identity\":%s}".formatted(identity));
            browser.awaitError(code);
            assertThat(browser.awaitClose()).isEqualTo(4401);
        }
    }

    static String identity(String webId, long expires, String secret) {
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
    UUID send(String webId, String text) {
        UUID agent = UUID.fromString(as(Role.ADMIN)
                .body("{\"name\":\"A %s\",\"kind\":\"message\",\"channel_ids\":[\"%s\"]}".formatted(Ids.v7(), channel))
                .post("/api/v1/agents")
                .then()
                .statusCode(201)
                .extract()
                .path("id"));
        return plan(webId, agent, Map.of(), new MessageContent(null, text, null));
    }

    /** Plans a communication with whoever has the web id, by the agent, in a campaign that is active. */
    UUID plan(String webId, UUID agent, Map<String, String> parameters, MessageContent content) {
        given().contentType(ContentType.JSON)
                .header("Authorization", "Bearer " + gateway())
                .body("{\"tenant_id\":\"%s\",\"campaign_id\":\"%s\",\"run\":1,\"active\":true}"
                        .formatted(tenant, campaign))
                .put("/internal/v1/campaigns/" + campaign + "/run")
                .then()
                .statusCode(204);
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
                        parameters,
                        content));
        database.useTransaction(tx -> commands.apply(tx, List.of(plan)));
        return communication;
    }

    void assertStatus(UUID communication, String status) {
        Await.untilAsserted(() -> as(Role.VIEWER)
                .get("/api/v1/communications/" + communication)
                .then()
                .statusCode(200)
                .body("status", equalTo(status)));
    }

    InboundContact.Session told() {
        Await.until(
                "the session is told",
                () -> FakeParticipantService.TOLD.keySet().stream()
                        .anyMatch(session -> session.channelId().equals(channel)));
        return FakeParticipantService.TOLD.keySet().stream()
                .filter(session -> session.channelId().equals(channel))
                .findFirst()
                .orElseThrow();
    }

    ChatClient connect() {
        return ChatClient.connect(address(channel), gateway(), ORIGIN);
    }

    URI address(UUID of) {
        return URI.create("ws://%s:%d/api/v1/web/%s".formatted(base.getHost(), base.getPort(), of));
    }

    /** As the gateway brings it. */
    String gateway() {
        return tokens.mint("communication-service", Caller.service("api-gateway", null));
    }

    RequestSpecification as(Role role) {
        return given().contentType(ContentType.JSON)
                .header(
                        "Authorization",
                        "Bearer " + tokens.mint("communication-service", new Caller(tenant, "ann", Set.of(role))));
    }
}
