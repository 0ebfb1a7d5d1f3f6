package campaignflows.communication;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;

import campaignflows.communication.support.FakeParticipantService;
import campaignflows.communication.support.FakeTwilio;
import campaignflows.platform.contracts.Ids;
import campaignflows.platform.testkit.Await;
import campaignflows.platform.testkit.KafkaResource;
import campaignflows.platform.testkit.PostgresResource;
import campaignflows.platform.web.auth.Caller;
import campaignflows.platform.web.auth.InternalTokens;
import campaignflows.platform.web.auth.Role;
import com.twilio.security.RequestValidator;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What Twilio calls, over HTTP: signed for the public address, whatever the service's own is. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(KafkaResource.class)
@QuarkusTestResource(FakeParticipantService.class)
@NullMarked
class CallWebhookIT {
    private static final String PUBLIC = "https://flows.example.org/tools";
    private static final Map<String, String> INCOMING = Map.of(
            "CallSid", "CA0123456789abcdef0123456789abcdef",
            "AccountSid", FakeTwilio.ACCOUNT,
            "From", "+4930222222",
            "CallerName", "Änn & Co",
            "Direction", "inbound",
            "CallStatus", "ringing");

    @Inject
    InternalTokens tokens;

    private final UUID tenant = Ids.v7();

    @Test
    void shouldAnswerAnIncomingCallAndTellOfIt() throws Exception {
        UUID channel = channel();

        for (int i = 0; i < 2; i++) {
            Response response = call(channel, "", INCOMING, signature(channel, "", INCOMING));
            response.then().statusCode(200).contentType(startsWith("text/xml"));
            assertThat(response.asString())
                    .isEqualTo(
                            "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Response><Say language=\"de-DE\">Hallo</Say><Hangup/></Response>");
        }

        Await.until("the session is told", () -> told(channel) == 1);
        assertThat(told(channel)).isEqualTo(1);
    }

    @Test
    void shouldRefuseWhatTwilioHasNotSigned() throws Exception {
        UUID channel = channel();
        String right = signature(channel, "", INCOMING);

        call(channel, "", INCOMING, null).then().statusCode(403).body("code", equalTo("forbidden"));
        call(channel, "", INCOMING, "AAAA").then().statusCode(403);
        call(channel, "?communication=" + Ids.v7() + "&about=status", INCOMING, right)
                .then()
                .statusCode(403);
        call(Ids.v7(), "", INCOMING, right).then().statusCode(404);
        given().contentType(ContentType.URLENC)
                .formParams(INCOMING)
                .post("/api/v1/webhooks/channels/" + channel + "/calls")
                .then()
                .statusCode(401);

        assertThat(told(channel)).isZero();
    }

    /** Nobody is told of a call that there is not, and Twilio does not repeat what it has told. */
    @Test
    void shouldTakeWhatIsNoneOfOurs() throws Exception {
        UUID channel = channel();
        String query = "?communication=" + Ids.v7() + "&about=";
        for (String about : new String[] {"status", "input", "answer"}) {
            call(channel, query + about, INCOMING, signature(channel, query + about, INCOMING))
                    .then()
                    .statusCode(200)
                    .contentType(startsWith("text/xml"));
        }
        String strange = query + "dance";
        call(channel, strange, INCOMING, signature(channel, strange, INCOMING))
                .then()
                .statusCode(400);
    }

    private static long told(UUID channel) {
        return FakeParticipantService.TOLD.keySet().stream()
                .filter(session -> session.channelId().equals(channel))
                .count();
    }

    private Response call(UUID channel, String query, Map<String, String> form, @Nullable String signature) {
        RequestSpecification request = given().header(
                        "Authorization",
                        "Bearer " + tokens.mint("communication-service", Caller.service("api-gateway", null)))
                .contentType("application/x-www-form-urlencoded; charset=UTF-8")
                .formParams(form);
        if (signature != null) {
            request.header("X-Twilio-Signature", signature);
        }
        return request.urlEncodingEnabled(true).post("/api/v1/webhooks/channels/" + channel + "/calls" + query);
    }

    /** By the book, and as Twilio's own library accepts it. */
    private static String signature(UUID channel, String query, Map<String, String> form)
            throws GeneralSecurityException {
        String address = PUBLIC + "/api/v1/webhooks/channels/" + channel + "/calls" + query;
        StringBuilder text = new StringBuilder(address);
        new TreeMap<>(form).forEach((name, value) -> text.append(name).append(value));
        Mac mac = Mac.getInstance("HmacSHA1");
        mac.init(new SecretKeySpec(FakeTwilio.TOKEN.getBytes(StandardCharsets.UTF_8), "HmacSHA1"));
        String signature =
                Base64.getEncoder().encodeToString(mac.doFinal(text.toString().getBytes(StandardCharsets.UTF_8)));
        assertThat(new RequestValidator(FakeTwilio.TOKEN).validate(address, form, signature))
                .isTrue();
        return signature;
    }

    private UUID channel() {
        return UUID.fromString(given().contentType(ContentType.JSON)
                .header(
                        "Authorization",
                        "Bearer " + tokens.mint("communication-service", new Caller(tenant, "ann", Set.of(Role.ADMIN))))
                .body("""
                        {"name":"%s","type":"voice",
                         "settings":{"account_sid":"%s","from":"%s","public_address":"%s/","language":"de-DE","greeting":"Hallo"},
                         "credentials":{"auth_token":"%s"}}
                        """.formatted(Ids.v7(), FakeTwilio.ACCOUNT, FakeTwilio.FROM, PUBLIC, FakeTwilio.TOKEN))
                .post("/api/v1/channels")
                .then()
                .statusCode(201)
                .body("settings.public_address", equalTo(PUBLIC), "settings.machine", equalTo("hang_up"))
                .extract()
                .path("id"));
    }
}
