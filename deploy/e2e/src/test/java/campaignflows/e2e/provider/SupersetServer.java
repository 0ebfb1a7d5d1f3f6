package campaignflows.e2e.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/**
 * Superset as far as embedding goes: guest tokens, and the page of an embedded dashboard, which keeps the SDK's handshake and, in
 * place of charts, shows for which rows it got a token. Like Superset's it admits pages of the allowed domain only, by their
 * referrer, and is framed by no others.
 */
public final class SupersetServer implements AutoCloseable {
    public static final String USER = "campaign-flows";
    public static final String PASSWORD = "a password of Superset's";
    public static final String DASHBOARD = "0193aaaa-0000-4000-8000-000000000001";

    /** Short, so that a test sees it renewed: the SDK asks 5 seconds before the end, though after 10 at the earliest. */
    private static final Duration LIFE = Duration.ofSeconds(12);

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String PAGE = """
            <!doctype html>
            <html lang="en"><head><title>Superset</title></head><body><p id="shown">No token yet</p><script>
            addEventListener('message', ({origin, data, ports}) => {
              if (origin !== '%s' || data.type !== '__embedded_comms__' || data.handshake !== 'port transfer') return;
              let tokens = 0;
              ports[0].onmessage = message => {
                const {switchboardAction, method, args} = message.data;
                if (switchboardAction !== 'emit' || method !== 'guestToken') return;
                tokens += 1;
                const claims = JSON.parse(atob(args.guestToken.split('.')[1].replaceAll('-', '+').replaceAll('_', '/')));
                document.getElementById('shown').textContent = `Token ${tokens} for ${claims.rls_rules[0].clause}`;
              };
            });
            </script></body></html>
            """;

    private final HttpServer server;
    private final List<String> visits = new CopyOnWriteArrayList<>();
    private volatile String allowedDomain = "none";
    private volatile boolean refusing;

    public SupersetServer() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/api/v1/security/login", this::login);
        server.createContext("/api/v1/security/csrf_token/", exchange -> {
            exchange.getResponseHeaders().add("Set-Cookie", "session=s1; HttpOnly; Path=/; SameSite=Lax");
            answer(exchange, 200, "application/json", "{\"result\":\"csrf\"}");
        });
        server.createContext("/api/v1/security/guest_token/", this::guestToken);
        server.createContext("/embedded/" + DASHBOARD, this::page);
        server.start();
    }

    public URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** The origin of the console. */
    public void allows(URI domain) {
        allowedDomain = domain.toString();
    }

    /** Refuses guest tokens, or grants them again. */
    public void refuses(boolean refuses) {
        refusing = refuses;
    }

    /** The addresses at which the dashboard's page was asked for, with the query. */
    public List<String> visits() {
        return List.copyOf(visits);
    }

    private void login(HttpExchange exchange) throws IOException {
        JsonNode body = JSON.readTree(exchange.getRequestBody());
        boolean known = body.path("username").asText().equals(USER)
                && body.path("password").asText().equals(PASSWORD);
        answer(exchange, known ? 200 : 401, "application/json", known ? "{\"access_token\":\"access\"}" : "{}");
    }

    private void guestToken(HttpExchange exchange) throws IOException {
        JsonNode body = JSON.readTree(exchange.getRequestBody());
        boolean signedIn = "Bearer access".equals(exchange.getRequestHeaders().getFirst("Authorization"))
                && "csrf".equals(exchange.getRequestHeaders().getFirst("X-CSRFToken"))
                && "session=s1".equals(exchange.getRequestHeaders().getFirst("Cookie"));
        if (!signedIn || refusing) {
            answer(exchange, 403, "application/json", "{\"message\":\"Forbidden\"}");
            return;
        }
        String claims = JSON.writeValueAsString(Map.of(
                "user", body.path("user"),
                "resources", body.path("resources"),
                "rls_rules", body.path("rls"),
                "exp", Instant.now().plus(LIFE).getEpochSecond(),
                "type", "guest"));
        String token = "%s.%s.signature".formatted(encoded("{\"alg\":\"HS256\",\"typ\":\"JWT\"}"), encoded(claims));
        answer(exchange, 200, "application/json", JSON.writeValueAsString(Map.of("token", token)));
    }

    private void page(HttpExchange exchange) throws IOException {
        visits.add(exchange.getRequestURI().toString());
        String referrer = exchange.getRequestHeaders().getFirst("Referer");
        if (!(allowedDomain + "/").equals(referrer)) {
            answer(exchange, 403, "text/html", "Forbidden");
            return;
        }
        exchange.getResponseHeaders().set("Content-Security-Policy", "frame-ancestors " + allowedDomain);
        answer(exchange, 200, "text/html; charset=utf-8", PAGE.formatted(allowedDomain));
    }

    private static String encoded(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static void answer(HttpExchange exchange, int status, String type, String body) throws IOException {
        try (exchange) {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", type);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
