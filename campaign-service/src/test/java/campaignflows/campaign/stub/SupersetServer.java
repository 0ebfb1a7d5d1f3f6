package campaignflows.campaign.stub;

import campaignflows.platform.contracts.Json;
import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Superset's part in guest tokens, as its source has it: sign-in, CSRF token with a session cookie, and guest tokens, for which
 * Bearer, X-CSRFToken, cookie and Referer must fit. It would grant a token without any rule, as Superset does.
 */
public final class SupersetServer implements AutoCloseable {
    public static final String USER = "campaign-flows";
    public static final String PASSWORD = "a password of Superset's";
    public static final UUID DASHBOARD = UUID.fromString("0193aaaa-0000-4000-8000-000000000001");

    private final Set<String> accessTokens = ConcurrentHashMap.newKeySet();
    private final Map<String, String> csrfByCookie = new ConcurrentHashMap<>();
    private final List<JsonNode> granted = new CopyOnWriteArrayList<>();
    private final AtomicInteger signIns = new AtomicInteger();
    private final int port;
    private volatile @Nullable HttpServer server;
    private volatile Duration delay = Duration.ZERO;
    private volatile String password = PASSWORD;
    private volatile int guestStatus = 200;
    private volatile @Nullable String guestBody;

    public SupersetServer() {
        HttpServer first = open(0);
        this.port = first.getAddress().getPort();
        this.server = first;
    }

    public String url() {
        return "http://127.0.0.1:" + port;
    }

    /** Forgets all that was said to it, and works. */
    public void works() {
        delay = Duration.ZERO;
        password = PASSWORD;
        guestStatus = 200;
        guestBody = null;
        granted.clear();
        if (server == null) {
            server = open(port);
        }
    }

    public void goesDown() {
        HttpServer running = server;
        if (running != null) {
            running.stop(0);
            server = null;
        }
    }

    public void isSlow(Duration time) {
        delay = time;
    }

    public void hasPassword(String other) {
        password = other;
    }

    /** Has all its sessions expire. */
    public void forgetsSessions() {
        accessTokens.clear();
        csrfByCookie.clear();
    }

    /** Answers requests of guest tokens with this status. */
    public void refusesGuests(int status) {
        guestStatus = status;
    }

    /** Answers requests of guest tokens with this body. */
    public void answersGuests(String body) {
        guestBody = body;
    }

    public int signIns() {
        return signIns.get();
    }

    /** The bodies for which a token was given. */
    public List<JsonNode> granted() {
        return List.copyOf(granted);
    }

    private HttpServer open(int atPort) {
        try {
            HttpServer opened = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), atPort), 50);
            opened.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            opened.createContext("/api/v1/security/login", exchange -> answer(exchange, this::login));
            opened.createContext("/api/v1/security/csrf_token/", exchange -> answer(exchange, this::csrf));
            opened.createContext("/api/v1/security/guest_token/", exchange -> answer(exchange, this::guest));
            opened.start();
            return opened;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private record Answer(int status, String body) {}

    private interface Handler {
        Answer handle(HttpExchange exchange) throws IOException;
    }

    private void answer(HttpExchange exchange, Handler handler) throws IOException {
        try (exchange) {
            LockSupport.parkNanos(delay.toNanos());
            Answer answer = handler.handle(exchange);
            byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json; charset=utf-8");
            exchange.sendResponseHeaders(answer.status(), bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    private Answer login(HttpExchange exchange) throws IOException {
        signIns.incrementAndGet();
        JsonNode body = Json.mapper().readTree(exchange.getRequestBody());
        boolean valid = "POST".equals(exchange.getRequestMethod())
                && body.path("provider").asText().equals("db")
                && body.path("refresh").asBoolean()
                && body.path("username").asText().equals(USER)
                && body.path("password").asText().equals(password);
        if (!valid) {
            return new Answer(401, "{\"message\":\"Not authorized\"}");
        }
        String token = "access." + UUID.randomUUID();
        accessTokens.add(token);
        return new Answer(200, "{\"access_token\":\"%s\",\"refresh_token\":\"refresh\"}".formatted(token));
    }

    private Answer csrf(HttpExchange exchange) {
        if (!isKnown(exchange)) {
            return new Answer(401, "{\"msg\":\"Token has expired\"}");
        }
        String session = "session=" + UUID.randomUUID();
        String csrf = "csrf-" + UUID.randomUUID();
        csrfByCookie.put(session, csrf);
        exchange.getResponseHeaders().add("Set-Cookie", session + "; HttpOnly; Path=/; SameSite=Lax");
        return new Answer(200, "{\"result\":\"%s\"}".formatted(csrf));
    }

    private Answer guest(HttpExchange exchange) throws IOException {
        if (!isKnown(exchange)) {
            return new Answer(401, "{\"msg\":\"Token has expired\"}");
        }
        String cookie = header(exchange, "Cookie");
        if (!header(exchange, "X-CSRFToken").equals(csrfByCookie.getOrDefault(cookie, "none"))
                || !header(exchange, "Referer").startsWith(url())) {
            return new Answer(400, "{\"message\":\"400 Bad Request: The CSRF session token is missing.\"}");
        }
        JsonNode body = Json.mapper().readTree(exchange.getRequestBody());
        if (!body.path("user").isObject()) {
            return new Answer(500, "{\"message\":\"'user'\"}");
        }
        if (!body.path("rls").isArray()
                || !body.path("resources").path(0).path("type").asText().equals("dashboard")
                || !body.path("resources").path(0).path("id").asText().equals(DASHBOARD.toString())) {
            return new Answer(400, "{\"message\":\"Embedded dashboard not found\"}");
        }
        if (guestStatus != 200) {
            return new Answer(guestStatus, "{\"message\":\"Forbidden\"}");
        }
        String other = guestBody;
        if (other != null) {
            return new Answer(200, other);
        }
        granted.add(body);
        return new Answer(200, "{\"token\":\"guest.%d.signed\"}".formatted(granted.size()));
    }

    private boolean isKnown(HttpExchange exchange) {
        return accessTokens.contains(header(exchange, "Authorization").replaceFirst("^Bearer ", ""));
    }

    private static String header(HttpExchange exchange, String name) {
        String value = exchange.getRequestHeaders().getFirst(name);
        return value == null ? "" : value;
    }

    @Override
    public void close() {
        goesDown();
    }
}
