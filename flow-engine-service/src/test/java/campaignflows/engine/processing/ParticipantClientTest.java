package campaignflows.engine.processing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import campaignflows.engine.processing.WalkCommits.TooManySnapshotsException;
import campaignflows.platform.contracts.Ids;
import campaignflows.platform.contracts.walk.WalkProtocol.Begin;
import campaignflows.platform.contracts.walk.WalkProtocol.Commit;
import campaignflows.platform.web.auth.InternalKey;
import campaignflows.platform.web.auth.InternalTokens;
import campaignflows.platform.web.client.RemoteProblem;
import campaignflows.platform.web.client.ResponseTooLargeException;
import campaignflows.platform.web.client.ServiceClient;
import campaignflows.platform.web.client.ServiceName;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ParticipantClientTest {
    private static final int MEGABYTE = 1024 * 1024;
    private static final int MORE_MEGABYTES_THAN_TAKEN = 17;

    private final HttpClient http = HttpClient.newHttpClient();
    private HttpServer server;
    private volatile int megabytes;
    private volatile @Nullable Problem problem;

    private record Problem(int status, String body) {}

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            Problem refusal = problem;
            if (refusal != null) {
                byte[] text = refusal.body().getBytes(StandardCharsets.UTF_8);
                exchange.getResponseHeaders().add("Content-Type", "application/problem+json");
                exchange.sendResponseHeaders(refusal.status(), text.length == 0 ? -1 : text.length);
                exchange.getResponseBody().write(text);
                exchange.close();
                return;
            }
            exchange.sendResponseHeaders(200, 0);
            byte[] spaces = new byte[MEGABYTE];
            Arrays.fill(spaces, (byte) ' ');
            try (exchange;
                    OutputStream body = exchange.getResponseBody()) {
                for (int i = 0; i < megabytes; i++) {
                    body.write(spaces);
                }
                body.write("nonsense".getBytes(StandardCharsets.US_ASCII));
            }
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
        http.shutdownNow();
    }

    @Test
    void shouldSayThatTheSnapshotsAreTooManyIfTheyAreTooLargeTogether() {
        megabytes = MORE_MEGABYTES_THAN_TAKEN;

        assertThatThrownBy(() -> client().begin(begin(Ids.v7(), Ids.v7())))
                .isInstanceOf(TooManySnapshotsException.class);
        assertThatThrownBy(() -> client().begin(begin(Ids.v7()))).isInstanceOf(ResponseTooLargeException.class);
    }

    @Test
    void shouldNotTakeAnotherFaultForTooMany() {
        assertThatThrownBy(() -> client().begin(begin(Ids.v7(), Ids.v7())))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("readable");
    }

    @Test
    void shouldTellARejectionFromWhatMayBeOtherwiseNextTime() {
        problem = new Problem(400, "{\"code\": \"malformed\", \"detail\": \"Expected a time\"}");
        assertThat(client().commit(commit())).isEqualTo(new CommitOutcome.CommitInvalid("Expected a time"));

        problem = new Problem(413, "");
        assertThat(client().commit(commit())).isInstanceOf(CommitOutcome.CommitInvalid.class);

        problem = new Problem(400, "<html>a proxy's</html>");
        assertThatThrownBy(() -> client().commit(commit())).isInstanceOf(RemoteProblem.class);

        problem = new Problem(503, "{\"code\": \"unavailable\", \"detail\": \"Try again\"}");
        assertThatThrownBy(() -> client().commit(commit())).isInstanceOf(RemoteProblem.class);
    }

    private static Commit commit() {
        return new Commit(UUID.randomUUID().toString(), 0, 0, 1, List.of());
    }

    private ParticipantClient client() {
        InternalTokens tokens = new InternalTokens(
                new InternalKey(Base64.getEncoder().encodeToString(new byte[32])), Clock.systemUTC());
        URI base = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        return new ParticipantClient(
                new ServiceClient(ServiceName.PARTICIPANT, base, http, tokens, "flow-engine-service"),
                Duration.ofSeconds(20));
    }

    private static Begin begin(UUID... participants) {
        return new Begin(UUID.randomUUID().toString(), 0, 0, List.of(participants));
    }
}
