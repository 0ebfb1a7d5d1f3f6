package campaignflows.communication.support;

import campaignflows.platform.contracts.Json;
import com.fasterxml.jackson.databind.JsonNode;
import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.EmptyWebhookSecretException;
import com.standardwebhooks.exceptions.WebhookSigningException;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/**
 * An external agent that keeps to the contract: one key begins one session, and a call whose signature the library of Standard
 * Webhooks does not accept begins none. It misbehaves as told, after it has begun the session or before.
 */
public final class FakeAgent implements AutoCloseable {
    public static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    /** A call as it came. */
    public record Call(String key, String webhookId, JsonNode body) {}

    private final HttpServer server;
    private final List<Call> calls = new CopyOnWriteArrayList<>();
    private final List<Call> notices = new CopyOnWriteArrayList<>();
    private final Map<UUID, JsonNode> sessions = new ConcurrentHashMap<>();
    private final CountDownLatch closing = new CountDownLatch(1);
    private volatile Consumer<UUID> onSession = any -> {};
    private volatile Fault fault = Fault.NONE;
    private volatile int refusal;
    private volatile String retryAfter = "";

    /** How it misbehaves. */
    public enum Fault {
        NONE,
        /** Begins the session and closes the connection without a response. */
        HANG_UP,
        /** Begins the session and says nothing. */
        SILENCE,
        /** Begins the session and fails. */
        FAILS_AFTERWARDS
    }

    public FakeAgent() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        server.createContext("/", this::respond);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/sessions";
    }

    public FakeAgent misbehaves(Fault how) {
        fault = how;
        return this;
    }

    /** Responds with this status and begins nothing; 0: begins sessions. */
    public FakeAgent refuses(int status) {
        return refuses(status, "");
    }

    public FakeAgent refuses(int status, String seconds) {
        retryAfter = seconds;
        refusal = status;
        return this;
    }

    /** What it does with a session, once, before it responds. */
    public FakeAgent does(Consumer<UUID> withSession) {
        onSession = withSession;
        return this;
    }

    public List<Call> calls() {
        return calls;
    }

    /** What it was told of its sessions, repeats too. */
    public List<Call> notices() {
        return notices;
    }

    /** The data of each session by the communication's id: as many as were begun. */
    public Map<UUID, JsonNode> sessions() {
        return sessions;
    }

    private void respond(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            if (!isSigned(exchange, body)) {
                write(exchange, 401, "{\"detail\":\"the signature does not match\"}");
                return;
            }
            String key = exchange.getRequestHeaders().getFirst("Idempotency-Key");
            JsonNode json = Json.mapper().readTree(body);
            if (!json.path("type").asText().equals("session.start")) {
                hear(exchange, json);
                return;
            }
            calls.add(new Call(key, exchange.getRequestHeaders().getFirst("webhook-id"), json));
            int status = refusal;
            if (status != 0) {
                if (!retryAfter.isEmpty()) {
                    exchange.getResponseHeaders().set("Retry-After", retryAfter);
                }
                write(exchange, status, "{\"detail\":\"not today\"}");
                return;
            }
            boolean isNew = sessions.putIfAbsent(UUID.fromString(key), json.path("data")) == null;
            if (isNew) {
                onSession.accept(UUID.fromString(key));
            }
            switch (fault) {
                case HANG_UP -> {}
                case SILENCE -> silence();
                case FAILS_AFTERWARDS -> write(exchange, 500, "{}");
                case NONE -> write(exchange, isNew ? 201 : 200, "{}");
            }
        }
    }

    /** What it is told of its sessions, however it responds. */
    private void hear(HttpExchange exchange, JsonNode notice) throws IOException {
        notices.add(new Call("", exchange.getRequestHeaders().getFirst("webhook-id"), notice));
        write(exchange, refusal == 0 ? 204 : refusal, "");
    }

    /** By the library; the time in it is the test's, which moves. */
    private static boolean isSigned(HttpExchange exchange, String body) {
        String id = exchange.getRequestHeaders().getFirst("webhook-id");
        String time = exchange.getRequestHeaders().getFirst("webhook-timestamp");
        String signatures = exchange.getRequestHeaders().getFirst("webhook-signature");
        try {
            return id != null
                    && time != null
                    && signatures != null
                    && List.of(signatures.split(" "))
                            .contains(new Webhook(SECRET).sign(id, Long.parseLong(time), body));
        } catch (WebhookSigningException | EmptyWebhookSecretException e) {
            throw new IllegalStateException(e);
        }
    }

    private void silence() {
        try {
            closing.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void write(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        if (closing.getCount() > 0) {
            closing.countDown();
            server.stop(0);
        }
    }
}
