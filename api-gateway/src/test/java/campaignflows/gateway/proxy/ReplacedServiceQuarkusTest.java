package campaignflows.gateway.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import campaignflows.gateway.support.Api;
import campaignflows.gateway.support.StubServices;
import campaignflows.platform.testkit.KafkaResource;
import campaignflows.platform.testkit.PostgresResource;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Clients do not notice that a service is being replaced: what it has not taken is held until it is back. */
@QuarkusTest
@TestProfile(ReplacedServiceQuarkusTest.Waiting.class)
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(KafkaResource.class)
@QuarkusTestResource(StubServices.class)
class ReplacedServiceQuarkusTest {
    /** With a wait that no machine is too slow for. */
    public static final class Waiting implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("campaignflows.http.absence-wait", "240s", "campaignflows.gateway.answer-timeout", "60s");
        }
    }

    @ConfigProperty(name = "test.url")
    URI base;

    @ConfigProperty(name = "campaignflows.services.participant")
    URI away;

    private Api admin;

    @BeforeEach
    void client() {
        admin = new Api(base, null).newTenant();
    }

    @Test
    void shouldHoldARequestUntilTheServiceListens() {
        Vertx vertx = Vertx.vertx();
        try {
            CompletableFuture<Api.Response> held = CompletableFuture.supplyAsync(() -> admin.get("/api/v1/customers"));
            HttpServer service = vertx.createHttpServer()
                    .requestHandler(request -> request.response()
                            .putHeader("Content-Type", "application/json")
                            .end("{\"items\":[]}"));
            assertThat(held).isNotDone();
            service.listen(away.getPort(), "127.0.0.1")
                    .toCompletionStage()
                    .toCompletableFuture()
                    .join();

            assertThat(held.join().status()).isEqualTo(200);
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
    }

    @Test
    void shouldSpeakForTheCallerWithATokenThatIsMadeAfterTheWait() throws Exception {
        Vertx vertx = Vertx.vertx();
        try {
            CompletableFuture<Api.Response> held = CompletableFuture.supplyAsync(() -> admin.get("/api/v1/customers"));
            // The times of tokens are in seconds.
            Thread.sleep(2_000);
            long back = Instant.now().getEpochSecond();
            CompletableFuture<String> token = new CompletableFuture<>();
            vertx.createHttpServer()
                    .requestHandler(request -> {
                        String shown = request.getHeader("Authorization");
                        if (shown != null) {
                            token.complete(shown.substring("Bearer ".length()));
                        }
                        request.response()
                                .putHeader("Content-Type", "application/json")
                                .end("{\"items\":[]}");
                    })
                    .listen(away.getPort(), "127.0.0.1")
                    .toCompletionStage()
                    .toCompletableFuture()
                    .join();

            assertThat(held.join().status()).isEqualTo(200);
            byte[] claims = Base64.getUrlDecoder().decode(token.join().split("\\.")[1]);
            assertThat(new ObjectMapper().readTree(claims).path("iat").asLong()).isGreaterThanOrEqualTo(back);
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
    }

    @Test
    void shouldSendAgainWhatAStoppingServiceDidNotTake() {
        String path = "/api/v1/campaigns?answer=stopping&times=3&key=read";

        assertThat(admin.get(path).status()).isEqualTo(200);
    }

    @Test
    void shouldSendABodyAgainAsItWas() {
        String sent = "{\"name\":\"" + "x".repeat(5_000) + "\"}";

        Api.Response answer = admin.post("/api/v1/campaigns?answer=stopping&times=2&key=write", sent);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().path("method").asText()).isEqualTo("POST");
        assertThat(answer.json().path("bytes").asInt()).isEqualTo(sent.length());
    }

    @Test
    void shouldSendAStreamedBodyThatHasNotBegunToFlow() {
        String rows = "external_id\r\n" + "a-row\r\n".repeat(50_000);

        Api.Response answer = admin.send(
                admin.request("/api/v1/campaigns/1/uploads?filename=a.csv&answer=stopping&times=2&key=stream")
                        .header("Content-Type", "text/csv")
                        .POST(BodyPublishers.ofString(rows)));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().path("bytes").asInt()).isEqualTo(rows.length());
    }
}
