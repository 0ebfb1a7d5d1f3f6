package campaignflows.platform.web.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import campaignflows.platform.web.auth.Caller;
import campaignflows.platform.web.auth.InternalKey;
import campaignflows.platform.web.auth.InternalTokens;
import campaignflows.platform.web.auth.Role;
import campaignflows.platform.web.edge.Draining;
import campaignflows.platform.web.problem.ErrorCode;
import campaignflows.platform.web.problem.ProblemError;
import campaignflows.platform.web.problem.ProblemException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ServiceClientTest {
    private static final String SECRET = Base64.getEncoder().encodeToString(new byte[32]);
    private static final UUID TENANT = UUID.fromString("018f0000-0000-7000-8000-000000000001");
    private static final UUID OTHER_TENANT = UUID.fromString("018f0000-0000-7000-8000-000000000002");

    private record Greeting(String firstName, long times) {}

    private interface Answerer {
        void answer(HttpExchange exchange, int call) throws IOException;
    }

    private record Request(String method, String uri, String token, String contentType, String ifMatch, String body) {}

    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpClient http = HttpClient.newHttpClient();
    private final CountDownLatch released = new CountDownLatch(1);
    private HttpServer server;
    private volatile Answerer answerer = (exchange, call) -> respond(exchange, 200, "{}");

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    @AfterEach
    void stop() {
        released.countDown();
        server.stop(0);
        threads.shutdownNow();
        http.shutdownNow();
    }

    private void handle(HttpExchange exchange) throws IOException {
        var headers = exchange.getRequestHeaders();
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        requests.add(new Request(
                exchange.getRequestMethod(),
                exchange.getRequestURI().toString(),
                String.valueOf(headers.getFirst("Authorization")),
                String.valueOf(headers.getFirst("Content-Type")),
                String.valueOf(headers.getFirst("If-Match")),
                body));
        try (exchange) {
            answerer.answer(exchange, requests.size());
        }
    }

    private static void respond(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private ServiceClient client() {
        return client(URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/"));
    }

    private ServiceClient client(URI base) {
        InternalTokens tokens = new InternalTokens(new InternalKey(SECRET), Clock.systemUTC());
        return new ServiceClient(ServiceName.PARTICIPANT, base, http, tokens, "upload-service");
    }

    /** Waits longer than any test, unless it is to end. */
    private ServiceClient waiting(URI base, BooleanSupplier ending) {
        InternalTokens tokens = new InternalTokens(new InternalKey(SECRET), Clock.systemUTC());
        AbsenceWait absences = new AbsenceWait(Duration.ofMinutes(5), ending);
        return new ServiceClient(ServiceName.PARTICIPANT, base, http, tokens, "upload-service", absences);
    }

    private static URI nobody() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return URI.create("http://127.0.0.1:" + socket.getLocalPort());
        }
    }

    private String claims(int request) {
        String token = requests.get(request).token().substring("Bearer ".length());
        return new String(Base64.getUrlDecoder().decode(token.split("\\.")[1]), StandardCharsets.UTF_8);
    }

    @Test
    void shouldSendAndReadTheDialect() {
        answerer = (exchange, call) -> respond(exchange, 200, "{\"first_name\":\"Zoë\",\"times\":3,\"unknown\":1}");

        Greeting greeting = client().post("/internal/v1/campaigns/{}/rows", "a b/ü")
                .query("dry", true)
                .query("nothing", null)
                .query("q", "1&2 3+4")
                .asService(TENANT)
                .ifMatch(7)
                .json(new Greeting("Bob", 1))
                .as(Greeting.class);

        assertThat(greeting).isEqualTo(new Greeting("Zoë", 3));
        assertThat(requests).hasSize(1);
        assertThat(requests.getFirst().uri())
                .isEqualTo("/internal/v1/campaigns/a%20b%2F%C3%BC/rows?dry=true&q=1%262%203%2B4");
        assertThat(requests.getFirst().body()).isEqualTo("{\"first_name\":\"Bob\",\"times\":1}");
        assertThat(requests.getFirst().contentType()).isEqualTo("application/json");
        assertThat(requests.getFirst().ifMatch()).isEqualTo("\"7\"");
    }

    @Test
    void shouldMintATokenForTheOtherServiceAtEachCall() {
        client().get("/x").asService().discardingResponse();
        client().get("/x")
                .onBehalfOf(new Caller(TENANT, "ann", Set.of(Role.VIEWER)))
                .discardingResponse();

        assertThat(claims(0))
                .contains("\"aud\":\"participant-service\"", "\"sub\":\"upload-service\"", "\"groups\":[\"service\"]")
                .doesNotContain("tenant");
        assertThat(claims(1)).contains("\"tenant\":\"" + TENANT + "\"", "\"sub\":\"ann\"", "\"groups\":[\"viewer\"]");
    }

    @Test
    void shouldShowTheSameTokenAgainWhereWeAskForTheSameTenant() {
        ServiceClient client = client();
        client.get("/x").asService(TENANT).discardingResponse();
        client.get("/y").asService(TENANT).discardingResponse();
        client.get("/x").asService(OTHER_TENANT).discardingResponse();

        assertThat(requests.get(1).token()).isEqualTo(requests.get(0).token());
        assertThat(claims(0)).contains("\"tenant\":\"" + TENANT + "\"");
        assertThat(claims(2)).contains("\"tenant\":\"" + OTHER_TENANT + "\"");
    }

    @Test
    void shouldRefuseACallThatSaysNotForWhom() {
        assertThatThrownBy(() -> client().get("/x").asBytes()).isInstanceOf(IllegalStateException.class);
        assertThat(requests).isEmpty();
    }

    @Test
    void shouldReadLists() {
        answerer = (exchange, call) -> respond(exchange, 200, "[{\"first_name\":\"A\",\"times\":1}]");

        assertThat(client().get("/x").asService().as(new TypeReference<List<Greeting>>() {}))
                .containsExactly(new Greeting("A", 1));
    }

    @Test
    void shouldTellTheNoOfTheOtherService() {
        answerer = (exchange, call) -> respond(exchange, 422, """
                {"status":422,"code":"invalid","detail":"Wrong","errors":[{"field":"a","message":"m"},{"index":3,"message":"n"}],
                 "findings":[{"severity":"error"}]}""");

        RemoteProblem problem = catchThrowableOfType(
                RemoteProblem.class, () -> client().get("/x").asService().asBytes());

        assertThat(problem.status()).isEqualTo(422);
        assertThat(problem.code()).contains(ErrorCode.INVALID);
        assertThat(problem.errors()).containsExactly(ProblemError.ofField("a", "m"), ProblemError.ofIndex(3, "n"));
        assertThat(problem.findings()).hasToString("[{\"severity\":\"error\"}]");
        ProblemException passedOn = problem.forOurCaller();
        assertThat(passedOn.code()).isEqualTo(ErrorCode.INVALID);
        assertThat(passedOn.detail()).isEqualTo("Wrong");
        assertThat(passedOn.errors()).isEqualTo(problem.errors());
        assertThat(requests).as("a no is not repeated").hasSize(1);
    }

    @Test
    void shouldNotTakeAnAnswerThatIsNoProblemForOne() {
        answerer = (exchange, call) -> respond(exchange, 404, "<html>");

        RemoteProblem problem = catchThrowableOfType(
                RemoteProblem.class, () -> client().get("/x").asService().asBytes());

        assertThat(problem.code()).isEmpty();
        assertThat(problem.forOurCaller().code()).isEqualTo(ErrorCode.BAD_GATEWAY);
    }

    @Test
    void shouldRepeatIdempotentCallsUntilTheyPass() {
        answerer = (exchange, call) -> respond(exchange, call < 3 ? 503 : 200, "{\"first_name\":\"A\",\"times\":1}");

        assertThat(client().get("/x").asService().as(Greeting.class).firstName())
                .isEqualTo("A");
        assertThat(requests).hasSize(3);
    }

    @Test
    void shouldGiveUpAfterTwoRepeats() {
        answerer = (exchange, call) -> respond(exchange, 503, "{\"code\":\"unavailable\"}");

        assertThatThrownBy(() -> client().get("/x").asService().asBytes())
                .isInstanceOfSatisfying(
                        RemoteProblem.class,
                        problem -> assertThat(problem.forOurCaller().code()).isEqualTo(ErrorCode.UNAVAILABLE));
        assertThat(requests).hasSize(3);
    }

    @Test
    void shouldNeverRepeatWhatMayNotBeRepeated() {
        answerer = (exchange, call) -> {
            // Closing the exchange without a response breaks the connection off.
        };

        ServiceUnavailableException failure = catchThrowableOfType(
                ServiceUnavailableException.class,
                () -> client().post("/x").asService().json(1).asBytes());

        assertThat(failure.neverSent()).isFalse();
        assertThat(failure.code()).isEqualTo(ErrorCode.UNAVAILABLE);
        assertThat(requests).hasSize(1);
    }

    @Test
    void shouldKnowThatARefusedConnectionSentNothing() throws IOException {
        ServiceClient client = client(nobody());

        ServiceUnavailableException failure = catchThrowableOfType(
                ServiceUnavailableException.class,
                () -> client.post("/x").asService().asBytes());

        assertThat(failure.neverSent()).isTrue();
    }

    @Test
    void shouldWaitForAServiceThatIsBeingReplaced() throws IOException {
        HttpServer next = HttpServer.create();
        next.createContext("/", exchange -> {
            try (exchange) {
                respond(exchange, 200, "{\"first_name\":\"Late\",\"times\":1}");
            }
        });
        URI address = nobody();
        AtomicInteger looks = new AtomicInteger();
        try {
            Greeting greeting = waiting(address, () -> {
                        if (looks.incrementAndGet() == 3) {
                            listen(next, address.getPort());
                        }
                        return false;
                    })
                    .post("/x")
                    .asService()
                    .json(1)
                    .as(Greeting.class);

            assertThat(greeting.firstName()).isEqualTo("Late");
        } finally {
            next.stop(0);
        }
    }

    private static void listen(HttpServer server, int port) {
        try {
            server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
            server.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void shouldSendAgainWhatAStoppingServiceDidNotTake() {
        answerer = (exchange, call) -> {
            if (call < 4) {
                exchange.getResponseHeaders().set(Draining.NOT_TAKEN, "stopping");
            }
            respond(exchange, call < 4 ? 503 : 200, "{\"first_name\":\"A\",\"times\":1}");
        };
        URI address = URI.create("http://127.0.0.1:" + server.getAddress().getPort());

        assertThat(waiting(address, () -> false).post("/x").asService().json(1).as(Greeting.class))
                .isEqualTo(new Greeting("A", 1));
        assertThat(requests).extracting(Request::method).containsExactly("POST", "GET", "GET", "GET", "POST");
    }

    @Test
    void shouldWaitForNobodyWhileItIsEndingItselfOrCallsOnce() throws IOException {
        URI address = nobody();

        assertThatThrownBy(() ->
                        waiting(address, () -> true).post("/x").asService().asBytes())
                .isInstanceOf(ServiceUnavailableException.class);
        assertThatThrownBy(() -> waiting(address, () -> false)
                        .post("/x")
                        .asService()
                        .once()
                        .asBytes())
                .isInstanceOf(ServiceUnavailableException.class);
    }

    @Test
    void shouldGiveUpWhenTheBodyDoesNotEndInTime() {
        answerer = (exchange, call) -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write("[".getBytes(StandardCharsets.UTF_8));
            exchange.getResponseBody().flush();
            await();
        };

        assertThatThrownBy(() -> client().get("/x")
                        .asService()
                        .once()
                        .timeout(Duration.ofMillis(300))
                        .asBytes())
                .isInstanceOf(ServiceUnavailableException.class);
    }

    private void await() {
        try {
            released.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void shouldBreakAnAnswerOffThatIsTooLarge() {
        answerer = (exchange, call) -> respond(exchange, 200, "x".repeat(2_000));

        assertThatThrownBy(() ->
                        client().get("/x").asService().maxAnswerBytes(1_999).asBytes())
                .isInstanceOf(ResponseTooLargeException.class)
                .hasMessageContaining("1999");
        assertThat(client().get("/x").asService().maxAnswerBytes(2_000).asBytes())
                .hasSize(2_000);
    }

    @Test
    void shouldWorkFromManyVirtualThreadsAtOnce() throws Exception {
        answerer = (exchange, call) -> respond(exchange, 200, "{\"first_name\":\"A\",\"times\":1}");
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers = callers.invokeAll(Collections.nCopies(
                    200, () -> client().get("/x").asService().as(Greeting.class)));
            for (var answer : answers) {
                assertThat(answer.get()).isEqualTo(new Greeting("A", 1));
            }
        }
        assertThat(requests).hasSize(200);
    }

    @Test
    void shouldFillPathsExactly() {
        assertThatThrownBy(() -> client().get("/x/{}")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> client().get("/x", "a")).isInstanceOf(IllegalArgumentException.class);
    }
}
