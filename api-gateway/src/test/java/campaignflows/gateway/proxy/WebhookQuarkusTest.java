package campaignflows.gateway.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import campaignflows.gateway.support.Api;
import campaignflows.gateway.support.StubServices;
import campaignflows.platform.testkit.KafkaResource;
import campaignflows.platform.testkit.PostgresResource;
import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Signed calls are admitted without a credential, and with no rights but to be verified. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(KafkaResource.class)
@QuarkusTestResource(StubServices.class)
class WebhookQuarkusTest {
    private static final String WEBHOOK = "/api/v1/webhooks/channels/019a";
    private static final byte[] MEBIBYTE = new byte[1 << 20];

    @ConfigProperty(name = "test.url")
    URI base;

    private Api nobody;

    @BeforeEach
    void client() {
        nobody = new Api(base, null);
    }

    @Test
    void shouldPassASignedCallOnInItsOwnName() {
        // when
        Api.Response answer = nobody.send(nobody.request(WEBHOOK)
                .header("X-Hub-Signature-256", "sha256=00")
                .header("X-Telegram-Bot-Api-Secret-Token", "secret")
                .header("Campaign-Flows-Signature", "t=1,v1=00")
                .header("Authorization", "Bearer stolen")
                .POST(BodyPublishers.ofString("{}")));

        // then
        JsonNode seen = answer.json();
        assertThat(answer.status()).isEqualTo(200);
        assertThat(seen.path("service").asText()).isEqualTo("communication-service");
        assertThat(seen.path("bytes").asInt()).isEqualTo(2);
        assertThat(seen.at("/headers/x-hub-signature-256").asText()).isEqualTo("sha256=00");
        assertThat(seen.at("/headers/x-telegram-bot-api-secret-token").asText()).isEqualTo("secret");
        assertThat(seen.at("/headers/campaign-flows-signature").asText()).isEqualTo("t=1,v1=00");
        JsonNode claims = Api.claims(seen);
        assertThat(claims.path("aud").asText()).isEqualTo("communication-service");
        assertThat(claims.path("sub").asText()).isEqualTo("api-gateway");
        assertThat(claims.has("tenant")).isFalse();
        assertThat(claims.path("groups").toString()).isEqualTo("[\"service\"]");
    }

    @Test
    void shouldPassTheQuestionOfAHandshakeOn() {
        JsonNode seen = nobody.get(WEBHOOK + "?hub.mode=subscribe&hub.verify_token=a%20b&hub.challenge=1")
                .json();
        assertThat(seen.path("uri").asText())
                .isEqualTo(WEBHOOK + "?hub.mode=subscribe&hub.verify_token=a%20b&hub.challenge=1");
    }

    @Test
    void shouldBoundBodiesAndMethods() {
        byte[] large = new byte[3 * MEBIBYTE.length + 1];
        assertThat(nobody.send(nobody.request(WEBHOOK).POST(BodyPublishers.ofByteArray(MEBIBYTE)))
                        .status())
                .isEqualTo(200);
        assertThat(nobody.send(nobody.request(WEBHOOK).POST(BodyPublishers.ofByteArray(large)))
                        .status())
                .isEqualTo(413);
        assertThat(nobody.delete(WEBHOOK).status()).isEqualTo(405);
        assertThat(nobody.get("/api/v1/webhooks/channels").status()).isEqualTo(404);
        assertThat(nobody.get("/api/v1/channels/019a").status()).isEqualTo(401);
    }
}
