package campaignflows.communication;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import campaignflows.communication.support.FakeParticipantService;
import campaignflows.platform.contracts.Ids;
import campaignflows.platform.contracts.communication.ChannelType;
import campaignflows.platform.contracts.participant.InboundContact;
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
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Webhooks as providers call them, through the gateway's token, up to the question who wrote. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(KafkaResource.class)
@QuarkusTestResource(FakeParticipantService.class)
@NullMarked
class WebhookIT {
    private static final String SECRET = "the-secret-of-the-channel";

    @Inject
    InternalTokens tokens;

    private UUID tenant = Ids.v7();

    @BeforeEach
    void newTenant() {
        tenant = Ids.v7();
    }

    @Test
    void shouldTakeAnUpdateOfTelegramOnceAndTellOfTheSession() {
        UUID channel = channel("telegram", "{\"webhook_secret\":\"%s\"}".formatted(SECRET));
        String update = """
                {"update_id":%d,"message":{"message_id":1,"date":1441645532,"chat":{"id":7,"type":"private"},
                 "from":{"id":7,"is_bot":false,"first_name":"Ann"},"text":"Hello?"}}
                """.formatted(10_000);

        telegram(channel, SECRET, update).then().statusCode(200).body("accepted", equalTo(1), "repeated", equalTo(0));
        telegram(channel, SECRET, update).then().statusCode(200).body("accepted", equalTo(0), "repeated", equalTo(1));

        InboundContact.Session session = toldBy(channel);
        assertThat(session.channel()).isEqualTo(ChannelType.TELEGRAM);
        assertThat(FakeParticipantService.TOLD.get(session))
                .isEqualTo(FakeParticipantService.CONTACTS.get(List.<Object>of(tenant, Map.of("telegram_id", "7"))));
        as(Role.VIEWER)
                .get("/api/v1/sessions/" + session.sessionId())
                .then()
                .statusCode(200)
                .body(
                        "communication_id",
                        nullValue(),
                        "status",
                        equalTo("closed"),
                        "messages.text",
                        contains("Hello?"),
                        "messages[0].from",
                        equalTo("contact"),
                        "messages[0].at",
                        equalTo("2015-09-07T17:05:32Z"));
    }

    @Test
    void shouldRefuseWhoeverDoesNotKnowTheSecret() {
        UUID channel = channel("telegram", "{\"webhook_secret\":\"%s\"}".formatted(SECRET));
        UUID without = channel("telegram", "null");
        String update = "{\"update_id\":1}";

        telegram(channel, "another-secret", update).then().statusCode(401).body("code", equalTo("unauthenticated"));
        telegram(channel, "another-secret", "x".repeat(2_000_000)).then().statusCode(401);
        telegram(without, SECRET, update).then().statusCode(401);
        telegram(Ids.v7(), SECRET, update).then().statusCode(404);
        webhook()
                .body(update)
                .post("/api/v1/webhooks/channels/" + channel)
                .then()
                .statusCode(401);
        webhook().body(update).post("/api/v1/webhooks/channels/nonsense").then().statusCode(404);
        // Not even a member of the tenant may: the gateway alone brings calls from outside.
        as(Role.ADMIN)
                .header("X-Telegram-Bot-Api-Secret-Token", SECRET)
                .body(update)
                .post("/api/v1/webhooks/channels/" + channel)
                .then()
                .statusCode(403);
        given().body(update).post("/api/v1/webhooks/channels/" + channel).then().statusCode(401);
    }

    @Test
    void shouldBoundAndReadBodies() {
        UUID channel = channel("telegram", "{\"webhook_secret\":\"%s\"}".formatted(SECRET));

        telegram(channel, SECRET, "{").then().statusCode(400).body("code", equalTo("malformed"));
        telegram(channel, SECRET, "").then().statusCode(400);
        telegram(channel, SECRET, "{\"update_id\":\"" + "x".repeat(1 << 20) + "\"}")
                .then()
                .statusCode(413)
                .body("code", equalTo("too_large"));
        telegram(channel, SECRET, "{\"update_id\":1,\"edited_message\":{}}")
                .then()
                .statusCode(200)
                .body("accepted", equalTo(0), "ignored", equalTo(1));
    }

    @Test
    void shouldConfirmTheAddressToMetaAndTakeItsNotifications() throws Exception {
        UUID channel = channel(
                "whatsapp", "{\"webhook_secret\":\"%s\",\"verify_token\":\"my-verify-token\"}".formatted(SECRET));
        String handshake = "/api/v1/webhooks/channels/" + channel + "?hub.mode=subscribe&hub.challenge=1158201444";
        webhook()
                .get(handshake + "&hub.verify_token=my-verify-token")
                .then()
                .statusCode(200)
                .contentType(containsString("text/plain"))
                .body(equalTo("1158201444"));
        webhook().get(handshake + "&hub.verify_token=another").then().statusCode(403);
        webhook().get(handshake).then().statusCode(403);
        webhook()
                .get("/api/v1/webhooks/channels/" + channel("telegram", "null") + "?hub.mode=subscribe")
                .then()
                .statusCode(404);
        String body = """
                {"object":"whatsapp_business_account","entry":[{"id":"1","changes":[{"field":"messages","value":{
                 "messaging_product":"whatsapp","messages":[
                  {"from":"16505551234","id":"wamid.1","timestamp":"1749416383","type":"text","text":{"body":"Hi"}}]}}]}]}
                """;

        webhook()
                .header("X-Hub-Signature-256", "sha256=" + code(body))
                .body(body)
                .post("/api/v1/webhooks/channels/" + channel)
                .then()
                .statusCode(200)
                .body("accepted", equalTo(1));
        webhook()
                .header("X-Hub-Signature-256", "sha256=" + code(body + " "))
                .body(body)
                .post("/api/v1/webhooks/channels/" + channel)
                .then()
                .statusCode(401);
        assertThat(toldBy(channel).channel()).isEqualTo(ChannelType.WHATSAPP);
    }

    @Test
    void shouldTakeOurOwnFormForOtherChannels() throws Exception {
        UUID channel = channel("web", "{\"webhook_secret\":\"%s\"}".formatted(SECRET));
        String body = "{\"id\":\"m1\",\"text\":\"Hi\",\"contact\":{\"web_id\":\"v1\",\"name\":\"Ann\"}}";
        long now = Instant.now().getEpochSecond();

        own(channel, now, body).then().statusCode(200).body("accepted", equalTo(1));
        own(channel, now - 400, body).then().statusCode(401);
        own(channel, now, "{\"id\":\"m2\",\"contact\":{}}")
                .then()
                .statusCode(422)
                .body("errors[0].field", equalTo("contact.web_id"));
        own(channel, now, "{\"id\":\"m2\",\"kontakt\":{}}").then().statusCode(400);
        assertThat(toldBy(channel).channel()).isEqualTo(ChannelType.WEB);
    }

    @Test
    void shouldTakeSecretsForEachKindOfChannelAndNeverShowThem() {
        UUID mail = channel("email", "{\"webhook_secret\":\"%s\"}".formatted(SECRET));
        as(Role.VIEWER)
                .get("/api/v1/channels/" + mail)
                .then()
                .body("has_credentials", equalTo(true), "has_webhook_secret", equalTo(true))
                .body("$", not(hasKey("credentials")));
        change(mail, "{\"username\":\"ann\",\"password\":\"pass\"}", 422, "starttls");
        change(mail, "{\"username\":\"ann\"}", 422, "neither");
        change(mail, "{\"verify_token\":\"12345678\"}", 422, "webhook_secret");
        change(mail, "{\"webhook_secret\":\"short\"}", 422, "8 to 256");
        change(mail, "{}", 422, "at least one");
        change(mail, "{\"webhook_secret\":null}", 200, "\"has_credentials\":false");
        UUID telegram = channel("telegram", "null");
        change(telegram, "{\"webhook_secret\":\"with spaces\"}", 422, "without spaces");
        change(telegram, "{\"webhook_secret\":\"not.for.telegram\"}", 422, "secret_token");
        change(telegram, "{\"username\":\"ann\",\"password\":\"pass\"}", 422, "webhook_secret");
        UUID whatsapp = channel("whatsapp", "{\"webhook_secret\":\"%s\"}".formatted(SECRET));
        change(whatsapp, "{\"verify_token\":\"my-verify-token\"}", 200, "\"has_webhook_secret\":true");
    }

    private void change(UUID channel, String credentials, int status, String text) {
        as(Role.ADMIN)
                .body("{\"credentials\":%s}".formatted(credentials))
                .patch("/api/v1/channels/" + channel)
                .then()
                .statusCode(status)
                .body(containsString(text));
    }

    private InboundContact.Session toldBy(UUID channel) {
        Await.until("the session is told", () -> told(channel).findAny().isPresent());
        return told(channel).findAny().orElseThrow();
    }

    private static Stream<InboundContact.Session> told(UUID channel) {
        return FakeParticipantService.TOLD.keySet().stream()
                .filter(session -> session.channelId().equals(channel));
    }

    private UUID channel(String type, String credentials) {
        String settings = type.equals("email")
                ? "{\"host\":\"localhost\",\"port\":25,\"security\":\"none\",\"from\":\"a@example.org\"}"
                : "{}";
        return UUID.fromString(as(Role.ADMIN)
                .body("{\"name\":\"%s\",\"type\":\"%s\",\"settings\":%s,\"credentials\":%s}"
                        .formatted("C " + Ids.v7(), type, settings, credentials))
                .post("/api/v1/channels")
                .then()
                .statusCode(201)
                .extract()
                .path("id"));
    }

    private io.restassured.response.Response telegram(UUID channel, String token, String body) {
        return webhook()
                .header("X-Telegram-Bot-Api-Secret-Token", token)
                .body(body)
                .post("/api/v1/webhooks/channels/" + channel);
    }

    private io.restassured.response.Response own(UUID channel, long time, String body) throws GeneralSecurityException {
        return webhook()
                .header("Campaign-Flows-Signature", "t=" + time + ",v1=" + code(time + "." + body))
                .body(body)
                .post("/api/v1/webhooks/channels/" + channel);
    }

    private static String code(String text) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
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
