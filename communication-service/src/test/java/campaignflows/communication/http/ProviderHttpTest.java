package campaignflows.communication.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import campaignflows.communication.CommunicationConfig;
import campaignflows.communication.support.Settings;
import campaignflows.platform.contracts.Ids;
import campaignflows.platform.web.outgoing.OutgoingAddresses;
import com.sun.net.httpserver.HttpServer;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is known after a call of a provider, however it behaves. */
@NullMarked
class ProviderHttpTest {
    private static final Vertx VERTX = Vertx.vertx();
    private static final byte[] BODY = "{\"a\":\"ä\"}".getBytes(StandardCharsets.UTF_8);

    private final CommunicationConfig config = Settings.with(Map.of());
    private final ProviderHttp http = new ProviderHttp(VERTX, Settings.ADDRESSES, config);
    private final AtomicInteger calls = new AtomicInteger();
    private HttpServer server;

    @BeforeEach
    void begin() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
    }

    @AfterEach
    void stop() {
        http.close();
        server.stop(0);
    }

    @AfterAll
    static void end() {
        VERTX.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void shouldPostAndReadTheAnswer() {
        serve(429, "{\"x\":[1]}");

        ProviderResponse answer = post(url());

        assertThat(answer).isInstanceOfSatisfying(ProviderResponse.Answered.class, answered -> {
            assertThat(answered.status()).isEqualTo(429);
            assertThat(answered.body().at("/x/0").asInt()).isEqualTo(1);
            assertThat(answered.retryAfter()).isEqualTo(Duration.ofSeconds(7));
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "[]", "null", "{\"a\":"})
    void shouldFindNothingInAnAnswerThatIsNoObject(String body) {
        serve(200, body);

        assertThat(post(url()))
                .isInstanceOfSatisfying(
                        ProviderResponse.Answered.class,
                        answered -> assertThat(answered.body().path("a").isMissingNode())
                                .isTrue());
    }

    @Test
    void shouldNotConnectToWhereNobodyMay() {
        serve(200, "{}");
        ProviderHttp strict = new ProviderHttp(VERTX, new OutgoingAddresses(List.of()), config);

        assertThat(strict.post(Ids.v7(), url(), Map.of(), BODY)).isEqualTo(new ProviderResponse.NotReached());
        assertThat(calls).hasValue(0);
        strict.close();
    }

    @Test
    void shouldKnowThatNothingWasSentWhereNobodyListens() throws IOException {
        int closed;
        try (ServerSocket socket = new ServerSocket(0)) {
            closed = socket.getLocalPort();
        }

        assertThat(post(URI.create("http://127.0.0.1:" + closed + "/"))).isEqualTo(new ProviderResponse.NotReached());
        assertThat(post(URI.create("http://nobody.invalid/"))).isEqualTo(new ProviderResponse.NotReached());
    }

    @Test
    void shouldKnowThatNothingWasSentWhereTlsIsNotSpoken() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Thread.ofPlatform().daemon().start(() -> hangUpOnEverybody(socket));

            assertThat(post(URI.create("https://127.0.0.1:" + socket.getLocalPort() + "/")))
                    .isEqualTo(new ProviderResponse.NotReached());
        }
    }

    @Test
    void shouldNotWaitForEver() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            ProviderHttp impatient =
                    new ProviderHttp(VERTX, Settings.ADDRESSES, Settings.with(Map.of("http.answer-timeout", "PT1S")));
            URI uri = URI.create("http://127.0.0.1:" + silent.getLocalPort() + "/");
            long start = System.nanoTime();

            assertThat(impatient.post(Ids.v7(), uri, Map.of(), BODY)).isEqualTo(new ProviderResponse.NoAnswer());
            assertThat((System.nanoTime() - start) / 1e9).isBetween(0.9, 10.0);
        }
    }

    @Test
    void shouldNotReadAnAnswerWithoutEnd() {
        serve(200, "{\"a\":\"" + "x".repeat(300_000) + "\"}");

        assertThat(post(url())).isEqualTo(new ProviderResponse.NoAnswer());
    }

    @Test
    void shouldFollowNoRedirects() {
        server.createContext("/", exchange -> {
            calls.incrementAndGet();
            exchange.getResponseHeaders().add("Location", url() + "elsewhere");
            exchange.sendResponseHeaders(307, -1);
            exchange.close();
        });

        assertThat(post(url()))
                .isInstanceOfSatisfying(
                        ProviderResponse.Answered.class,
                        answered -> assertThat(answered.status()).isEqualTo(307));
        assertThat(calls).hasValue(1);
    }

    @Test
    void shouldUseAConnectionAgain() throws IOException {
        AtomicInteger connections = new AtomicInteger();
        serve(200, "{}");
        try (ServerSocket counting = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Thread.ofPlatform().daemon().start(() -> countConnections(counting, connections));
            URI uri = URI.create("http://127.0.0.1:" + counting.getLocalPort() + "/");

            for (int i = 0; i < 5; i++) {
                assertThat(post(uri)).isInstanceOf(ProviderResponse.Answered.class);
            }
        }
        assertThat(connections).hasValue(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"api.example.org", "ftp://api.example.org", "https:///x", "mailto:a@example.org"})
    void shouldRefuseAddressesThatCannotBeCalled(String configured) {
        assertThatThrownBy(() -> ProviderHttp.base(URI.create(configured)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shouldTakeAddressesWithAndWithoutASlash() {
        assertThat(ProviderHttp.base(URI.create("https://api.example.org//")))
                .isEqualTo(URI.create("https://api.example.org"));
        assertThat(ProviderHttp.peer(URI.create("https://api.example.org"))).isEqualTo("api.example.org:443");
        assertThat(ProviderHttp.peer(URI.create("http://api.example.org:81/x"))).isEqualTo("api.example.org:81");
    }

    private void serve(int status, String body) {
        server.createContext("/", exchange -> {
            calls.incrementAndGet();
            assertThat(exchange.getRequestBody().readAllBytes()).isEqualTo(BODY);
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Retry-After", "7");
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
    }

    private static void hangUpOnEverybody(ServerSocket socket) {
        while (!socket.isClosed()) {
            try (Socket client = socket.accept()) {
                client.getInputStream().read();
            } catch (IOException e) {
                return;
            }
        }
    }

    /** Answers every request with an empty object, and keeps the connection. */
    private static void countConnections(ServerSocket socket, AtomicInteger connections) {
        while (!socket.isClosed()) {
            try (Socket client = socket.accept()) {
                connections.incrementAndGet();
                for (int read = client.getInputStream().read();
                        read >= 0;
                        read = client.getInputStream().read()) {
                    // The last byte of the body, and of no header.
                    if (read == '}') {
                        client.getOutputStream()
                                .write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}"
                                        .getBytes(StandardCharsets.US_ASCII));
                    }
                }
            } catch (IOException e) {
                return;
            }
        }
    }

    private URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
    }

    private ProviderResponse post(URI uri) {
        return http.post(Ids.v7(), uri, Map.of(), BODY);
    }
}
