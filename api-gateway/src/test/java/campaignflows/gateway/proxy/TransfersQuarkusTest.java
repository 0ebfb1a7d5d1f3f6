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
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Resumable transfers pass the gateway in both directions, methods and headers of tus included. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(KafkaResource.class)
@QuarkusTestResource(StubServices.class)
class TransfersQuarkusTest {
    private static final String TRANSFERS = "/api/v1/campaigns/1/uploads/transfers";
    private static final BodyPublisher NOTHING = BodyPublishers.noBody();

    @ConfigProperty(name = "test.url")
    URI base;

    private Api admin;

    @BeforeEach
    void client() {
        admin = new Api(base, null).newTenant();
    }

    @Test
    void shouldPassAPieceOnWithItsHeaders() {
        // given: more than an ordinary body may have
        byte[] piece = new byte[5 << 20];
        // when
        JsonNode seen = admin.send(admin.request(TRANSFERS + "/2")
                        .header("Tus-Resumable", "1.0.0")
                        .header("Upload-Offset", "17")
                        .header("Upload-Checksum", "sha1 AAAA")
                        .header("Content-Type", "application/offset+octet-stream")
                        .method("PATCH", BodyPublishers.ofByteArray(piece)))
                .json();
        // then
        assertThat(seen.path("service").asText()).isEqualTo("upload-service");
        assertThat(seen.path("method").asText()).isEqualTo("PATCH");
        assertThat(seen.path("bytes").asInt()).isEqualTo(piece.length);
        JsonNode headers = seen.path("headers");
        assertThat(headers.path("tus-resumable").asText()).isEqualTo("1.0.0");
        assertThat(headers.path("upload-offset").asText()).isEqualTo("17");
        assertThat(headers.path("upload-checksum").asText()).isEqualTo("sha1 AAAA");
        assertThat(headers.path("content-type").asText()).isEqualTo("application/offset+octet-stream");
        assertThat(headers.path("content-length").asText()).isEqualTo(Integer.toString(piece.length));
    }

    @Test
    void shouldPassACreationOnThatHasNoBody() {
        JsonNode seen = admin.send(admin.request(TRANSFERS)
                        .header("Tus-Resumable", "1.0.0")
                        .header("Upload-Length", "4294967296")
                        .header("Upload-Metadata", "filename cGVvcGxlLmNzdg==")
                        .POST(NOTHING))
                .json();

        assertThat(seen.path("state").asText()).isEqualTo("complete");
        assertThat(seen.path("headers").path("upload-length").asText()).isEqualTo("4294967296");
        assertThat(seen.path("headers").path("upload-metadata").asText()).isEqualTo("filename cGVvcGxlLmNzdg==");
    }

    @Test
    void shouldPassBackWhereATransferStands() {
        for (String method : new String[] {"HEAD", "PATCH", "DELETE", "OPTIONS"}) {
            Api.Response answer =
                    admin.send(admin.request(TRANSFERS + "/2?answer=offset").method(method, NOTHING));

            assertThat(answer.status()).as(method).isEqualTo(method.equals("HEAD") ? 200 : 204);
            assertThat(answer.header("Tus-Resumable")).isEqualTo("1.0.0");
            assertThat(answer.header("Upload-Offset")).isEqualTo("4294967296");
            assertThat(answer.header("Upload-Resource")).isEqualTo("/api/v1/campaigns/1/uploads/2");
        }
    }
}
