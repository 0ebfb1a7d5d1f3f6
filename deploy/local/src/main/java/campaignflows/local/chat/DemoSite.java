package campaignflows.local.chat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * A small website with the chat of a web channel: what its owner would do, and nothing more. Whoever "signs in" on it by
 * {@code /?web_id=…} is named to the chat by a signature, as visitors with an account are.
 */
public final class DemoSite implements AutoCloseable {
    private static final Pattern WEB_ID = Pattern.compile("[\\p{L}\\p{N}@._-]{1,60}");
    private static final Pattern PLACE = Pattern.compile("\\{\\{(script|who)}}");
    private static final Duration SIGNED_FOR = Duration.ofHours(12);
    private static final String TEMPLATE = template();

    /** Which chat it shows: where it is loaded from, its channel, and what identities are signed with. */
    public record Chat(URI gateway, String channelId, String identitySecret) {
        @Override
        public String toString() {
            return "Chat[" + channelId + "]";
        }
    }

    private final HttpServer server;
    private final Clock clock;
    private volatile @Nullable Chat chat;

    public DemoSite(InetSocketAddress address, Clock clock) {
        this.clock = clock;
        try {
            this.server = HttpServer.create(address, 64);
        } catch (IOException e) {
            throw new UncheckedIOException("The demo site could not start", e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::handle);
        server.start();
    }

    /** From now on its page has this chat. */
    public void show(Chat shown) {
        chat = shown;
    }

    public int port() {
        return server.getAddress().getPort();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            boolean page = exchange.getRequestURI().getPath().equals("/");
            byte[] body = (page ? page(webId(exchange.getRequestURI())) : "There is nothing here: see /")
                    .getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", page ? "text/html; charset=utf-8" : "text/plain");
            exchange.getResponseHeaders().add("Cache-Control", "no-store");
            exchange.sendResponseHeaders(page ? 200 : 404, body.length);
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(body);
            }
        }
    }

    private static Optional<String> webId(URI uri) {
        String query = uri.getRawQuery();
        return query != null && query.startsWith("web_id=")
                ? Optional.of(URLDecoder.decode(query.substring("web_id=".length()), StandardCharsets.UTF_8))
                        .filter(given -> WEB_ID.matcher(given).matches())
                : Optional.empty();
    }

    private String page(Optional<String> webId) {
        Chat shown = chat;
        String script = shown == null ? "" : script(shown, webId);
        String who = webId.map(id -> "You are signed in as <b>" + id + "</b>. <a href=\"/\">Sign out</a>")
                .orElse("You are a visitor whom nobody knows.");
        return PLACE.matcher(TEMPLATE)
                .replaceAll(place -> Matcher.quoteReplacement(place.group(1).equals("script") ? script : who));
    }

    private String script(Chat shown, Optional<String> webId) {
        String identity = webId.map(id -> {
                    long expires = clock.instant().plus(SIGNED_FOR).getEpochSecond();
                    return " data-web-id=\"%s\" data-expires=\"%d\" data-signature=\"%s\""
                            .formatted(id, expires, signature(shown.identitySecret(), id + "." + expires));
                })
                .orElse("");
        return "<script src=\"%s\" data-channel=\"%s\"%s async></script>"
                .formatted(shown.gateway().resolve("/widget.js"), shown.channelId(), identity);
    }

    private static String signature(String secret, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Expected HMAC-SHA256 in every JDK", e);
        }
    }

    private static String template() {
        try (InputStream in = DemoSite.class.getResourceAsStream("/campaignflows/local/demo-site.html")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("Expected the demo site's page in the jar", e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
