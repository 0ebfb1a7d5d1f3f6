package campaignflows.gateway.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import campaignflows.gateway.support.Api;
import campaignflows.gateway.support.RawHttp;
import campaignflows.gateway.support.StubServices;
import campaignflows.platform.testkit.Await;
import campaignflows.platform.testkit.KafkaResource;
import campaignflows.platform.testkit.PostgresResource;
import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(KafkaResource.class)
@QuarkusTestResource(StubServices.class)
class ProxyQuarkusTest {
    private static final String UPLOADS = "/api/v1/campaigns/1/uploads";
    private static final String BATCH = "/api/v1/campaigns/1/participants";
    private static final byte[] MEBIBYTE = new byte[1 << 20];

    @ConfigProperty(name = "test.url")
    URI base;

    @ConfigProperty(name = "campaignflows.services.upload")
    URI uploadService;

    private Api admin;
    private final String requestId = "r-" + UUID.randomUUID();

    @BeforeEach
    void client() {
        admin = new Api(base, null).newTenant();
    }

    @Test
    void shouldPassAnswersBackWithoutWhereTheyWereMade() {
        Api.Response answer = admin.post("/api/v1/campaigns?answer=located", "{}");
        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.header("Location")).isEqualTo("/api/v1/campaigns/1?x=1");
        assertThat(answer.header("ETag")).isEqualTo("\"7\"");
        for (String hidden : new String[] {"Server", "X-Powered-By", "X-Hop"}) {
            assertThat(answer.header(hidden)).isEmpty();
        }
        assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(answer.header("X-Frame-Options")).isEqualTo("DENY");
        assertThat(answer.header("Content-Security-Policy")).contains("frame-ancestors 'none'");
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        assertThat(answer.header("X-Request-Id")).isNotEmpty();
    }

    @Test
    void shouldPassBodiesOnUnchanged() {
        JsonNode seen = admin.post("/api/v1/campaigns", "{\"name\":\"ä\"}").json();
        assertThat(seen.path("bytes").asInt()).isEqualTo(13);
        assertThat(seen.path("headers").path("content-type").asText()).isEqualTo("application/json");
        assertThat(seen.path("headers").path("content-length").asText()).isEqualTo("13");
        assertThat(admin.send(admin.request("/api/v1/campaigns").method("HEAD", BodyPublishers.noBody()))
                        .status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/campaigns/..%2f..%2f..%2finternal/v1/tenants",
                "/api/v1/../../internal/v1/participants/batches",
                "/api/v1/campaigns/%2e%2e/agents",
                "//internal/v1/walks/commit",
                "/api/v1//campaigns",
                "/api/v1/campaigns;a=b",
                "/api/v1/campaigns/a%20b",
                "/%61pi/v1/campaigns",
                "/q/../q/metrics"
            })
    void shouldRefusePathsThatTrick(String path) throws IOException {
        try (RawHttp http = new RawHttp(base)) {
            http.send("GET " + path + " HTTP/1.1\r\nHost: x\r\n" + credential() + "\r\n");
            RawHttp.Response answer = http.answer();
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.body()).contains("\"code\":\"malformed\"");
        }
    }

    @Test
    void shouldRefuseBackslashes() throws IOException {
        try (RawHttp http = new RawHttp(base)) {
            http.send("GET /api/v1\\..\\..\\internal HTTP/1.1\r\nHost: x\r\n" + credential() + "\r\n");
            assertThat(http.head().status()).isEqualTo(400);
        }
    }

    @Test
    void shouldKnowNoOtherAddressesAndMethods() {
        assertThat(admin.get("/api/v1/audits").code()).isEqualTo("not_found");
        assertThat(admin.get("/internal/v1/campaigns/1/definition").status()).isEqualTo(404);
        Api.Response other = admin.delete("/api/v1/campaigns");
        assertThat(other.code()).isEqualTo("method_not_allowed");
        assertThat(other.header("Allow")).isEqualTo("GET, POST");
        Api.Response preflight = admin.send(admin.request("/api/v1/campaigns")
                .header("Origin", "http://evil")
                .header("Access-Control-Request-Method", "GET")
                .method("OPTIONS", BodyPublishers.noBody()));
        assertThat(preflight.status()).isEqualTo(405);
        assertThat(preflight.header("Access-Control-Allow-Origin")).isEmpty();
    }

    @Test
    void shouldTellWhenAServiceIsDownWithoutSayingWhereItIs() {
        Api.Response answer = admin.get("/api/v1/customers");
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.code()).isEqualTo("unavailable");
        assertThat(answer.header("Retry-After")).isEqualTo("1");
        assertThat(answer.text()).doesNotContain("127.0.0.1").contains("participant-service");
    }

    @Test
    void shouldNotWaitForEver() {
        Api.Response answer = admin.get("/api/v1/campaigns?answer=never");
        assertThat(answer.status()).isEqualTo(504);
        assertThat(answer.code()).isEqualTo("gateway_timeout");
    }

    @Test
    void shouldTellWhenAServiceBreaksOff() {
        assertThat(admin.get("/api/v1/campaigns?answer=reset").code()).isEqualTo("bad_gateway");
        assertThat(admin.post("/api/v1/campaigns?answer=reset", "{}").status()).isEqualTo(502);
    }

    @Test
    void shouldNotMakeHalfAnAnswerLookWhole() {
        assertThatThrownBy(() -> admin.get("/api/v1/campaigns?answer=half")).isInstanceOf(UncheckedIOException.class);
    }

    @Test
    void shouldRefuseAnAnnouncedBodyThatIsTooLarge() throws IOException {
        for (Map.Entry<String, Long> limit : Map.of(
                        UPLOADS,
                        4L << 30,
                        BATCH,
                        16L << 20,
                        "/api/v1/campaigns",
                        4L << 20,
                        "/api/v1/api-keys",
                        64L << 10)
                .entrySet()) {
            try (RawHttp http = new RawHttp(base)) {
                http.send("POST " + limit.getKey() + " HTTP/1.1\r\nHost: x\r\nContent-Length: " + (limit.getValue() + 1)
                        + "\r\n" + credential() + "\r\n");
                RawHttp.Response answer = http.answer();
                assertThat(answer.status()).as(limit.getKey()).isEqualTo(413);
                assertThat(answer.body()).contains("\"code\":\"too_large\"");
            }
        }
    }

    @Test
    void shouldRefuseAChunkedBodyThatGrowsTooLarge() throws IOException {
        try (RawHttp http = new RawHttp(base)) {
            http.send(chunkedHead(BATCH));
            for (int i = 0; i < 17; i++) {
                http.chunk(MEBIBYTE);
            }
            RawHttp.Response answer = http.answer();
            assertThat(answer.status()).isEqualTo(413);
            assertThat(answer.body()).contains("16 MiB");
        }
        Await.until("the service's request is broken off", () -> state().equals("aborted"));
        try (RawHttp http = new RawHttp(base)) {
            http.send(chunkedHead("/api/v1/api-keys"));
            for (int i = 0; i < 5; i++) {
                http.chunk(MEBIBYTE);
            }
            RawHttp.Response answer = http.answer();
            assertThat(answer.status()).isEqualTo(413);
            assertThat(answer.body()).contains("\"code\":\"too_large\"");
        }
    }

    @Test
    void shouldPassOnABodyOfExactlyTheLimit() {
        JsonNode seen = admin.send(admin.request(BATCH).POST(BodyPublishers.ofByteArray(new byte[16 << 20])))
                .json();
        assertThat(seen.path("bytes").asLong()).isEqualTo(16L << 20);
    }

    @Test
    void shouldBringAnEarlyNoWhileTheClientStillSends() throws IOException {
        try (RawHttp http = new RawHttp(base)) {
            http.send("POST " + UPLOADS + "?answer=early HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000000\r\n"
                    + credential() + "\r\n");
            http.send(MEBIBYTE, 1000);
            RawHttp.Response answer = http.answer();
            assertThat(answer.status()).isEqualTo(409);
            assertThat(answer.headers()).containsEntry("connection", "close");
            // What the client sends meanwhile is still read: its writes do not fail before it has seen the response.
            for (int i = 0; i < 20; i++) {
                http.send(MEBIBYTE, MEBIBYTE.length);
            }
        }
    }

    @Test
    void shouldBringAnEarlyNoToAClientThatSendsAllFirst() throws IOException {
        try (RawHttp http = new RawHttp(base)) {
            int size = 64 << 20;
            http.send("POST " + UPLOADS + "?answer=early HTTP/1.1\r\nHost: x\r\nContent-Length: " + size + "\r\n"
                    + credential() + "\r\n");
            for (int i = 0; i < 64; i++) {
                http.send(MEBIBYTE, MEBIBYTE.length);
            }
            assertThat(http.answer().status()).isEqualTo(409);
            assertThat(http.isClosedByOther()).isTrue();
        }
    }

    @Test
    void shouldNotAskForABodyThatTheServiceDoesNotWant() throws IOException {
        try (RawHttp http = new RawHttp(base)) {
            http.send("POST " + UPLOADS + "?answer=early HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n"
                    + "Expect: 100-continue\r\n" + credential() + "\r\n");
            assertThat(http.head().status()).isEqualTo(409);
        }
    }

    @Test
    void shouldAskForABodyThatTheServiceWants() throws IOException {
        for (String path : new String[] {UPLOADS, "/api/v1/campaigns", "/api/v1/api-keys"}) {
            try (RawHttp http = new RawHttp(base)) {
                http.send("POST " + path + " HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nExpect: 100-continue\r\n"
                        + "Content-Type: application/json\r\n" + credential() + "\r\n");
                assertThat(http.head().status()).as(path).isEqualTo(100);
                http.send("hello");
                assertThat(http.answer().status()).isIn(200, 400);
            }
        }
    }

    @Test
    void shouldBreakOffTowardsTheServiceWhenTheClientDoes() throws IOException {
        try (RawHttp http = new RawHttp(base)) {
            http.send("POST " + UPLOADS + " HTTP/1.1\r\nHost: x\r\nContent-Length: 10000000\r\nX-Request-Id: "
                    + requestId + "\r\n" + credential() + "\r\n");
            http.send(MEBIBYTE, MEBIBYTE.length);
            Await.until("something has arrived", () -> seen().path("bytes").asLong() > 0);
        }
        Await.until("the service's request is broken off", () -> state().equals("aborted"));
        assertThat(seen().path("bytes").asLong()).isLessThan(10_000_000);
    }

    @Test
    void shouldBreakOffTowardsTheServiceWhenTheClientDoesNotWait() throws IOException {
        try (RawHttp http = new RawHttp(base)) {
            http.send("GET " + UPLOADS + "?answer=never HTTP/1.1\r\nHost: x\r\nX-Request-Id: " + requestId + "\r\n"
                    + credential() + "\r\n");
            Await.until("the service has it", () -> state().equals("receiving"));
        }
        Await.until("the service's request is broken off", () -> state().equals("aborted"));
    }

    @Test
    void shouldNotWaitForABodyThatDoesNotCome() throws IOException {
        for (String length : new String[] {"", "Content-Length: 0\r\n", "Transfer-Encoding: chunked\r\n"}) {
            try (RawHttp http = new RawHttp(base)) {
                String end = length.startsWith("T") ? "0\r\n\r\n" : "";
                http.send("POST /api/v1/api-keys HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n" + length
                        + credential() + "\r\n" + end);
                assertThat(http.answer().status()).isBetween(400, 422);
            }
        }
    }

    @Test
    void shouldServeSeveralRequestsOverOneConnection() throws IOException {
        try (RawHttp http = new RawHttp(base)) {
            for (int i = 0; i < 3; i++) {
                http.send("POST /api/v1/campaigns HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n" + credential()
                        + "\r\n{}");
                assertThat(http.answer().status()).isEqualTo(200);
                http.send("GET /api/v1/audits HTTP/1.1\r\nHost: x\r\n\r\n");
                assertThat(http.answer().status()).isEqualTo(404);
                http.send("GET /api/v1/me HTTP/1.1\r\nHost: x\r\n" + credential() + "\r\n");
                assertThat(http.answer().status()).isEqualTo(200);
            }
        }
    }

    private String chunkedHead(String path) {
        return "POST " + path + " HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\nX-Request-Id: " + requestId
                + "\r\n" + credential() + "\r\n";
    }

    private String credential() {
        return "Authorization: Bearer " + admin.credential() + "\r\n";
    }

    private JsonNode seen() {
        return new Api(uploadService, null).get("/stub/" + requestId).json();
    }

    private String state() {
        return seen().path("state").asText();
    }
}
