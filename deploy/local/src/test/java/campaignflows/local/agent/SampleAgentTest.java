package campaignflows.local.agent;

import static org.assertj.core.api.Assertions.assertThat;

import campaignflows.local.Await;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.standardwebhooks.Webhook;
import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The sample agent against the contract, whose signatures the library of Standard Webhooks makes and judges. */
class SampleAgentTest {
    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path folder;

    private final HttpClient http = HttpClient.newHttpClient();
    private final UUID id = UUID.randomUUID();

    /** Events that were taken, each once. */
    private final Map<String, JsonNode> events = new java.util.concurrent.ConcurrentHashMap<>();

    private final List<String> order = new CopyOnWriteArrayList<>();
    private final List<String> wrong = new CopyOnWriteArrayList<>();
    private final AtomicInteger refusals = new AtomicInteger();
    private HttpServer system;
    private SampleAgent agent;

    @BeforeEach
    void begin() throws Exception {
        system = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
        system.createContext("/callback", exchange -> {
            try (exchange) {
                String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
                String event = exchange.getRequestHeaders().getFirst("webhook-id");
                try {
                    new Webhook(SECRET).verify(body, Map.copyOf(exchange.getRequestHeaders()));
                } catch (Exception e) {
                    wrong.add(event);
                }
                if (refusals.getAndDecrement() > 0) {
                    exchange.sendResponseHeaders(503, -1);
                    return;
                }
                if (events.putIfAbsent(event, JSON.readTree(body)) == null) {
                    order.add(event.substring(event.indexOf('_') + 1));
                }
                exchange.sendResponseHeaders(200, -1);
            }
        });
        system.start();
        agent = start();
    }

    private SampleAgent start() {
        return new SampleAgent(
                folder,
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                SECRET,
                http,
                Clock.systemUTC(),
                System.out::println);
    }

    @AfterEach
    void end() {
        agent.close();
        system.stop(0);
    }

    @Test
    void shouldBeginOneSessionOfOneKeyAlsoAfterARestart() throws Exception {
        assertThat(begin(SECRET).statusCode()).isEqualTo(201);
        assertThat(begin(SECRET).statusCode()).isEqualTo(200);
        agent.close();
        agent = start();
        assertThat(begin(SECRET).statusCode()).isEqualTo(200);

        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).hasSize(1);
        }
        assertThat(Await.until(PATIENCE, () -> !order.isEmpty())).isTrue();
        assertThat(order).containsExactly("shown");
    }

    @Test
    void shouldReportWhatThePersonDoesOnThePageInOrder() throws Exception {
        refusals.set(2);
        begin(SECRET);
        assertThat(get("/").body()).contains("REMINDER", "+4930123", "waits for an answer");
        assertThat(get("/sessions/" + id).body())
                .contains("Can you pay &lt;now&gt;?")
                .doesNotContain("<now>");
        assertThat(answer("answer=yes&comment=On+Friday", null).statusCode()).isEqualTo(303);
        assertThat(answer("answer=no&comment=", null).statusCode()).isEqualTo(303);

        assertThat(Await.until(PATIENCE, () -> order.size() == 4)).isTrue();
        assertThat(wrong).isEmpty();
        assertThat(order).containsExactly("shown", "opened", "answered", "ended");
        assertThat(statuses()).containsExactly("delivered", "read", "replied", "completed");
        JsonNode answered = data("answered");
        assertThat(answered.path("results").toString()).contains("\"answer\":\"yes\"", "\"comment\":\"On Friday\"");
        assertThat(answered.path("messages").path(0).path("from").asText()).isEqualTo("contact");
        assertThat(get("/sessions/" + id).body()).contains("yes. On Friday").doesNotContain("<form");
    }

    @Test
    void shouldNotKeepASessionBehindOneWhoseReportsAreNotTaken() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        AtomicBoolean takes = new AtomicBoolean();
        system.createContext("/elsewhere", exchange -> {
            try (exchange) {
                calls.incrementAndGet();
                exchange.sendResponseHeaders(takes.get() ? 200 : 503, -1);
            }
        });
        begin(SECRET, UUID.randomUUID(), "/elsewhere");
        assertThat(Await.until(PATIENCE, () -> calls.get() > 0)).isTrue();

        begin(SECRET);

        assertThat(Await.until(PATIENCE, () -> order.equals(List.of("shown")))).isTrue();
        takes.set(true);
        int before = calls.get();
        assertThat(Await.until(PATIENCE, () -> calls.get() > before)).isTrue();
    }

    @Test
    void shouldRefuseWhatIsNotSignedAndPagesOfOthers() throws Exception {
        assertThat(begin("whsec_" + "A".repeat(32)).statusCode()).isEqualTo(401);
        assertThat(get("/sessions/" + id).statusCode()).isEqualTo(404);
        begin(SECRET);
        assertThat(answer("answer=yes", "https://elsewhere.example").statusCode())
                .isEqualTo(422);
        assertThat(answer("answer=perhaps", null).statusCode()).isEqualTo(422);
        assertThat(get("/sessions/" + id + "/answer").statusCode()).isEqualTo(404);
    }

    @Test
    void shouldSayNothingMoreOfWhatTheSystemHasClosed() throws Exception {
        begin(SECRET);
        assertThat(
                        tell("{\"type\":\"session.closed\",\"data\":{\"communication_id\":\"%s\",\"status\":\"no_response\"}}")
                                .statusCode())
                .isEqualTo(204);
        assertThat(get("/").body()).contains("closed: no response").doesNotContain("waits for an answer");
        assertThat(get("/sessions/" + id).body())
                .contains("Nothing more is said: closed: no response")
                .doesNotContain("<form");
        assertThat(answer("answer=yes&comment=", null).statusCode()).isEqualTo(303);
        assertThat(get("/sessions/" + id).body()).doesNotContain("The flow knows");
    }

    @Test
    void shouldSayNothingMoreToWhoHasOptedOutAndPassOverWhatItDoesNotKnow() throws Exception {
        begin(SECRET);
        assertThat(tell("{\"type\":\"session.painted\",\"data\":{\"communication_id\":\"%s\"}}")
                        .statusCode())
                .isEqualTo(204);
        assertThat(get("/sessions/" + id).body()).contains("<form");
        assertThat(
                        tell("{\"type\":\"contact.opted_out\",\"data\":{\"communication_id\":\"%s\",\"channel\":\"whatsapp\"}}")
                                .statusCode())
                .isEqualTo(204);
        assertThat(get("/sessions/" + id).body())
                .contains("the contact has opted out of whatsapp")
                .doesNotContain("<form");
    }

    @Test
    void shouldTalkToAVisitorOfAWebsite() throws Exception {
        begin(SECRET, id, "/callback", "web");
        assertThat(Await.until(PATIENCE, () -> order.contains("shown"))).isTrue();
        says("Who is that?");
        says("Yes ");
        says("no");

        assertThat(Await.until(PATIENCE, () -> order.contains("ended"))).isTrue();
        assertThat(order).hasSize(3);
        assertThat(statuses()).containsExactly("started", "replied", "completed");
        assertThat(data(order.get(1)).at("/messages/0/text").asText()).isEqualTo("Please answer: yes, no, later.");
        assertThat(data("ended").path("results").toString()).isEqualTo("{\"answer\":\"yes\"}");
        assertThat(get("/sessions/" + id).body()).doesNotContain("<form");
    }

    private void says(String text) throws Exception {
        assertThat(
                        tell("{\"type\":\"session.message\",\"data\":{\"communication_id\":\"%s\",\"message\":{\"from\":\"contact\",\"text\":\""
                                        + text + "\"}}}")
                                .statusCode())
                .isEqualTo(204);
    }

    private List<String> statuses() {
        return order.stream().map(step -> data(step).path("status").asText()).toList();
    }

    private JsonNode data(String step) {
        return Objects.requireNonNull(events.get(id + "_" + step)).path("data");
    }

    private HttpResponse<String> begin(String secret) throws Exception {
        return begin(secret, id, "/callback");
    }

    private HttpResponse<String> begin(String secret, UUID id, String callback) throws Exception {
        return begin(secret, id, callback, "whatsapp");
    }

    private HttpResponse<String> begin(String secret, UUID id, String callback, String channel) throws Exception {
        String body = JSON.writeValueAsString(Map.of(
                "type",
                "session.start",
                "data",
                Map.of(
                        "communication_id",
                        id,
                        "name",
                        "REMINDER",
                        "channel",
                        Map.of("type", channel),
                        "contact",
                        Map.of("address", "+4930123"),
                        "parameters",
                        Map.of("question", "Can you pay <now>?"),
                        "callback_url",
                        "http://127.0.0.1:" + system.getAddress().getPort() + callback)));
        long now = Instant.now().getEpochSecond();
        return http.send(
                HttpRequest.newBuilder(uri("/sessions"))
                        .header("Idempotency-Key", id.toString())
                        .header("webhook-id", "session_" + id)
                        .header("webhook-timestamp", Long.toString(now))
                        .header("webhook-signature", new Webhook(secret).sign("session_" + id, now, body))
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    private HttpResponse<String> tell(String notice) throws Exception {
        String body = notice.formatted(id);
        long now = Instant.now().getEpochSecond();
        return http.send(
                HttpRequest.newBuilder(uri("/sessions"))
                        .header("webhook-id", "notice_1")
                        .header("webhook-timestamp", Long.toString(now))
                        .header("webhook-signature", new Webhook(SECRET).sign("notice_1", now, body))
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    private HttpResponse<String> get(String path) throws Exception {
        return http.send(HttpRequest.newBuilder(uri(path)).build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> answer(String form, @Nullable String origin) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri("/sessions/" + id + "/answer"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form));
        if (origin != null) {
            request.header("Origin", origin);
        }
        return http.send(request.build(), BodyHandlers.ofString());
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + agent.port() + path);
    }
}
