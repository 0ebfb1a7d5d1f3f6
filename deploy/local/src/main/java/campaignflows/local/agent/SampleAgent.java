package campaignflows.local.agent;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An external agent to talk to: it takes sessions, asks each contact one question on a page, and reports what they answer. It
 * knows nothing of the system but the contract of external agents, and does nothing while nobody talks to it.
 */
public final class SampleAgent implements AutoCloseable {
    /** Where it takes sessions. */
    public static final String PATH = "/sessions";

    /** What it can report as its result {@code answer}. */
    public static final List<String> CHOICES = List.of("yes", "no", "later");

    private static final Pattern ONE = Pattern.compile("/sessions/([0-9a-f-]{36})(/answer)?");
    private static final int MAX_BODY = 256 * 1024;
    private static final int MAX_FORM = 16 * 1024;
    private static final int MAX_COMMENT = 500;
    private static final int SHOWN = 100;
    private static final String THANKS = "Thank you.";
    private static final String AGAIN = "Please answer: " + String.join(", ", CHOICES) + ".";
    private static final String JSON_TYPE = "application/json";
    private static final String HTML = "text/html; charset=utf-8";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Sessions sessions;
    private final Reports reports;
    private final SignedCalls signed;
    private final Clock clock;
    private final HttpServer server;

    /** Port 0 stands for any free one. */
    public SampleAgent(
            Path folder, InetSocketAddress address, String secret, HttpClient http, Clock clock, Consumer<String> log) {
        this.clock = clock;
        this.signed = new SignedCalls(secret, clock);
        try {
            this.sessions = new Sessions(folder);
            this.server = HttpServer.create(address, 64);
        } catch (IOException e) {
            throw new UncheckedIOException("The sample agent could not start", e);
        }
        this.reports = new Reports(signed, http, log);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::handle);
        server.start();
    }

    public int port() {
        return server.getAddress().getPort();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            boolean posts = exchange.getRequestMethod().equals("POST");
            Matcher one = ONE.matcher(path);
            if (posts && path.equals(PATH)) {
                begin(exchange);
            } else if (!posts && path.equals("/")) {
                send(exchange, 200, HTML, AgentPage.list(sessions.newest(SHOWN)));
            } else if (one.matches() && posts == (one.group(2) != null)) {
                talk(exchange, UUID.fromString(one.group(1)), posts);
            } else {
                problem(exchange, 404, "There is nothing here: see /");
            }
        }
    }

    /** A session, or a repeat of one, which is responded to as the first. */
    private void begin(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readNBytes(MAX_BODY + 1);
        if (body.length > MAX_BODY) {
            problem(exchange, 413, "The body is too large");
            return;
        }
        if (!signed.isRight(
                header(exchange, SignedCalls.ID),
                header(exchange, SignedCalls.TIMESTAMP),
                header(exchange, SignedCalls.SIGNATURE),
                body)) {
            problem(exchange, 401, "The signature is missing, wrong or too old");
            return;
        }
        Session session;
        try {
            JsonNode start = JSON.readTree(body);
            if (!start.path("type").asText().equals("session.start")) {
                hear(start, String.valueOf(header(exchange, SignedCalls.ID)));
                exchange.sendResponseHeaders(204, -1);
                return;
            }
            session = Session.of(start, clock.instant());
        } catch (IOException | IllegalArgumentException e) {
            problem(exchange, 422, "Expected a session.start with data.communication_id and data.callback_url");
            return;
        }
        if (sessions.isFull() && sessions.find(session.id()).isEmpty()) {
            exchange.getResponseHeaders().set("Retry-After", "60");
            problem(exchange, 503, "The sample agent holds " + Sessions.MOST + " sessions and takes no more");
            return;
        }
        boolean begun = sessions.begin(session);
        send(exchange, begun ? 201 : 200, JSON_TYPE, "{\"session_id\":\"" + session.id() + "\"}");
        // Of a repeat too: the event has the same id, and changes nothing if it has arrived.
        // On a website it is the visitor's browser that says when it has come.
        reports.add(
                session,
                "shown",
                session.isInChat() ? "started" : "delivered",
                List.of(Reports.said("agent", session.question())),
                Map.of());
    }

    /** Something was told of a session; what it is that this agent does not know is passed over. */
    private void hear(JsonNode notice, String noticeId) throws IOException {
        JsonNode data = notice.path("data");
        UUID id = UUID.fromString(data.path("communication_id").asText());
        switch (notice.path("type").asText()) {
            case "session.closed" ->
                sessions.told(id, "closed: " + data.path("status").asText().replace('_', ' '));
            case "contact.opted_out" ->
                sessions.told(
                        id,
                        "the contact has opted out of " + data.path("channel").asText());
            case "session.message" ->
                listen(id, noticeId, data.path("message").path("text").asText());
            default -> {}
        }
    }

    /** A visitor of a website, whom the agent talks to there. A repeat says the same with the same id. */
    private void listen(UUID id, String noticeId, String text) throws IOException {
        String choice = text.strip().toLowerCase(Locale.ROOT);
        Optional<Session> answered = CHOICES.contains(choice) ? sessions.answer(id, choice, "") : Optional.empty();
        if (answered.isPresent()) {
            List<Map<String, Object>> thanks = List.of(Reports.said("agent", THANKS));
            reports.add(answered.get(), "ended", "completed", thanks, Map.of("answer", choice));
        } else {
            sessions.find(id)
                    .filter(Session::isOpen)
                    .ifPresent(open ->
                            reports.add(open, noticeId, "replied", List.of(Reports.said("agent", AGAIN)), Map.of()));
        }
    }

    private void talk(HttpExchange exchange, UUID id, boolean answers) throws IOException {
        Optional<Session> found = sessions.find(id);
        if (found.isEmpty()) {
            problem(exchange, 404, "There is no such session");
        } else if (answers) {
            answer(exchange, id);
        } else {
            if (found.get().isOpen()) {
                reports.add(found.get(), "opened", "read", List.of(), Map.of());
            }
            send(exchange, 200, HTML, AgentPage.session(found.get(), CHOICES));
        }
    }

    private void answer(HttpExchange exchange, UUID id) throws IOException {
        Map<String, String> form = form(exchange);
        String choice = form.getOrDefault("answer", "");
        String comment = form.getOrDefault("comment", "");
        if (!isOfOurPage(exchange) || !CHOICES.contains(choice) || comment.length() > MAX_COMMENT) {
            problem(exchange, 422, "Answer on the page of the session");
            return;
        }
        Optional<Session> answered = sessions.answer(id, choice, comment);
        if (answered.isPresent()) {
            Session session = answered.get();
            String words = session.comment();
            Map<String, Object> results =
                    words == null ? Map.of("answer", choice) : Map.of("answer", choice, "comment", words);
            String said = words == null ? choice : choice + ". " + words;
            reports.add(session, "answered", "replied", List.of(Reports.said("contact", said)), results);
            reports.add(session, "ended", "completed", List.of(Reports.said("agent", THANKS)), Map.of());
        }
        exchange.getResponseHeaders().set("Location", PATH + "/" + id);
        exchange.sendResponseHeaders(303, -1);
    }

    /** No page of somebody else's answers for the contact. */
    private static boolean isOfOurPage(HttpExchange exchange) {
        String origin = header(exchange, "Origin");
        String host = header(exchange, "Host");
        return origin == null || host == null || URI.create(origin).getAuthority() == null
                ? origin == null
                : host.equals(URI.create(origin).getAuthority());
    }

    private static Map<String, String> form(HttpExchange exchange) throws IOException {
        Map<String, String> values = new HashMap<>();
        String body = new String(exchange.getRequestBody().readNBytes(MAX_FORM), StandardCharsets.UTF_8);
        for (String pair : body.split("&")) {
            String[] parts = pair.split("=", 2);
            if (parts.length == 2) {
                values.put(
                        parts[0],
                        URLDecoder.decode(parts[1].replaceAll("%(?![0-9A-Fa-f]{2})", "%25"), StandardCharsets.UTF_8));
            }
        }
        return values;
    }

    private static @Nullable String header(HttpExchange exchange, String name) {
        return exchange.getRequestHeaders().getFirst(name);
    }

    private static void problem(HttpExchange exchange, int status, String detail) throws IOException {
        String body = JSON.writeValueAsString(Map.of("status", status, "detail", detail));
        send(exchange, status, "application/problem+json", body);
    }

    private static void send(HttpExchange exchange, int status, String type, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
        exchange.getResponseHeaders()
                .set("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'");
        exchange.sendResponseHeaders(status, bytes.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(bytes);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        reports.close();
    }
}
