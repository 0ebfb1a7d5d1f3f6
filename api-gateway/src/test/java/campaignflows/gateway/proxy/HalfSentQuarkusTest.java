package campaignflows.gateway.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import campaignflows.gateway.support.Api;
import campaignflows.gateway.support.RawHttp;
import campaignflows.gateway.support.StubServices;
import campaignflows.platform.testkit.Await;
import campaignflows.platform.testkit.KafkaResource;
import campaignflows.platform.testkit.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Requests that begin and do not continue must not affect anybody else. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(KafkaResource.class)
@QuarkusTestResource(StubServices.class)
class HalfSentQuarkusTest {
    private static final String WEBHOOK = "/api/v1/webhooks/channels/018f0000-0000-7000-8000-000000000001";

    private static final String SIGN_IN =
            "POST /api/v1/session HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                    + "Content-Length: 20\r\n\r\n{\"password\":\"wrong\"}";

    @ConfigProperty(name = "test.url")
    URI base;

    @ConfigProperty(name = "campaignflows.services.communication")
    String communications;

    @ConfigProperty(name = "campaignflows.services.campaign")
    String campaigns;

    private Api admin;

    @BeforeEach
    void client() {
        admin = new Api(base, null).newTenant();
    }

    @Test
    void shouldServeOthersWhileHundredsOfBodiesAreHalfSent() throws IOException {
        List<RawHttp> halves = new ArrayList<>();
        try {
            for (int i = 0; i < 300; i++) {
                RawHttp half = new RawHttp(base);
                halves.add(half);
                half.send("POST " + WEBHOOK + " HTTP/1.1\r\nHost: x\r\nX-Request-Id: half-" + i
                        + "\r\nContent-Length: 1000\r\n\r\n{");
            }
            try (RawHttp other = new RawHttp(base, "127.0.0.2")) {
                other.send("POST " + WEBHOOK + " HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\n{}");
                assertThat(other.answer().status()).isEqualTo(200);
                other.send("GET /api/v1/campaigns HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + admin.credential()
                        + "\r\n\r\n");
                assertThat(other.answer().status()).isEqualTo(200);
                other.send("GET /q/health/ready HTTP/1.1\r\nHost: x\r\n\r\n");
                assertThat(other.answer().status()).isEqualTo(200);
                other.send("GET /api/v1/agents?x=1 HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + admin.credential()
                        + "\r\n\r\n");
                assertThat(other.answer().status()).isEqualTo(200);
            }
            try (RawHttp health = new RawHttp(base)) {
                health.send("GET /q/health/ready HTTP/1.1\r\nHost: x\r\n\r\n");
                assertThat(health.answer().status()).isEqualTo(200);
            }
            for (int i = 0; i < halves.size(); i += 37) {
                RawHttp.Response answer = halves.get(i).answer();
                assertThat(answer.status()).isIn(408, 429);
                assertThat(halves.get(i).rest()).isEmpty();
            }
        } finally {
            for (RawHttp half : halves) {
                half.close();
            }
        }
        Await.until(
                "their places are free again",
                () -> admin.get("/api/v1/campaigns").status() == 200);
    }

    @Test
    void shouldGiveNoServiceAConnectionBeforeASmallBodyHasCome() throws IOException {
        try (RawHttp http = new RawHttp(base)) {
            http.send("POST " + WEBHOOK + " HTTP/1.1\r\nHost: x\r\nX-Request-Id: half-sent\r\n"
                    + "Expect: 100-continue\r\nContent-Length: 1000\r\n\r\n");
            assertThat(http.head().status()).isEqualTo(100);
            http.send("{");
            assertThat(http.answer().status()).isEqualTo(408);
        }
        Api.Response seen = new Api(URI.create(communications), null).get("/stub/half-sent");
        assertThat(seen.json().path("state").asText()).isEqualTo("unknown");
    }

    @Test
    void shouldEndALargeBodyThatComesInDrops() throws IOException {
        try (RawHttp http = new RawHttp(base)) {
            http.send("POST /api/v1/campaigns/1/uploads HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer "
                    + admin.credential() + "\r\nContent-Length: 100000000\r\n\r\n");
            byte[] first = new byte[100_000];
            http.send(first, first.length);
            assertThat(http.answer().status()).isEqualTo(408);
        }
    }

    @Test
    void shouldNotWaitForAClientThatTakesNoAnswer() throws IOException {
        try (RawHttp http = new RawHttp(base)) {
            http.send("GET /api/v1/campaigns?answer=large&bytes=1000000000 HTTP/1.1\r\nHost: x\r\n"
                    + "X-Request-Id: not-taken\r\nAuthorization: Bearer " + admin.credential() + "\r\n\r\n");
            Api service = new Api(URI.create(campaigns), null);
            Await.until(
                    "the service is free again",
                    () -> service.get("/stub/not-taken")
                            .json()
                            .path("state")
                            .asText()
                            .equals("aborted"));
        }
    }

    @Test
    void shouldSlowGuessesDownAndNothingElseOfThatAddress() throws IOException {
        long began = System.nanoTime();
        try (RawHttp http = new RawHttp(base, "127.0.0.3")) {
            for (int i = 0; i < 15; i++) {
                http.send(get("cf_018f000000007000800000000000000" + i % 10 + "_guess" + i));
                assertThat(http.answer().status()).isEqualTo(401);
            }
            assertThat(System.nanoTime() - began).isGreaterThan(1_500_000_000L);
            began = System.nanoTime();
            http.send(get(admin.credential()));
            assertThat(http.answer().status()).isEqualTo(200);
            // One more guess would be kept for 3.2 s.
            assertThat(System.nanoTime() - began).isLessThan(3_000_000_000L);
        }
    }

    @Test
    void shouldNotTakeAnAnswerThatComesLateForABodyThatDoes() throws IOException {
        List<RawHttp> waiting = new ArrayList<>();
        try {
            for (int i = 0; i < 6; i++) {
                try (RawHttp http = new RawHttp(base, "127.0.0.7")) {
                    http.send(SIGN_IN);
                    assertThat(http.answer().status()).isIn(401, 429);
                }
            }
            // Each in its turn, after 2, 4 and 5 seconds; a body must have come in 6.
            for (int i = 0; i < 3; i++) {
                RawHttp http = new RawHttp(base, "127.0.0.7");
                waiting.add(http);
                http.send(SIGN_IN);
            }
            for (RawHttp http : waiting) {
                assertThat(http.answer().status()).isEqualTo(429);
            }
        } finally {
            for (RawHttp http : waiting) {
                http.close();
            }
        }
    }

    private static String get(String credential) {
        return "GET /api/v1/me HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + credential + "\r\n\r\n";
    }

    @Test
    void shouldRefuseASecondRequestHiddenInTheFirst() throws IOException {
        try (RawHttp http = new RawHttp(base)) {
            http.send("POST " + WEBHOOK + " HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\n"
                    + "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /q/health/live HTTP/1.1\r\nHost: x\r\n\r\n");
            RawHttp.Response answer = http.answer();
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.body()).contains("\"code\":\"malformed\"");
            assertThat(http.rest()).isEmpty();
        }
    }
}
