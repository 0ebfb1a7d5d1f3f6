package campaignflows.gateway.console;

import campaignflows.gateway.GatewayConfig;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Serves the console. Every path without a dot that does not belong to the API is one of the page's own, so that links into it
 * work; a missing file is 404, so that a browser with an old page notices that there is a newer one. Where the page has not been
 * built, a browser is redirected to the description of the API.
 */
@Singleton
public class ConsolePage {
    private static final String POLICY =
            "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
                    + "font-src 'self'; connect-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; "
                    + "frame-ancestors 'none'";

    private static final String ROOT = "META-INF/resources";
    private static final String INDEX = "/index.html";
    private static final String DOCS = "/api/docs/";
    private static final Set<String> NOT_THE_PAGES = Set.of("api", "q", "internal");

    private final Map<String, PageFile> files = new ConcurrentHashMap<>();
    private final String policy;

    /** @throws IllegalArgumentException if the configured address of Superset is none that can be framed */
    public ConsolePage(GatewayConfig config) {
        this.policy = config.supersetUrl()
                .map(ConsolePage::origin)
                .map(origin -> POLICY + "; frame-src " + origin)
                .orElse(POLICY);
    }

    /**
     * What a page of this origin may load and do, as a Content-Security-Policy: nothing of other origins, except that it may
     * frame Superset where there is one.
     */
    public String policy() {
        return policy;
    }

    /** Built from its parts, so that nothing else of the address becomes part of the policy. */
    private static String origin(URI url) {
        String scheme = url.getScheme();
        String host = url.getHost();
        if (host == null || !("http".equals(scheme) || "https".equals(scheme))) {
            throw new IllegalArgumentException(
                    "Expected an address such as https://superset.example.com in campaignflows.gateway.superset-url, but it is "
                            + url);
        }
        return scheme + "://" + host + (url.getPort() < 0 ? "" : ":" + url.getPort());
    }

    /** What an address leads to. */
    public sealed interface Destination {
        /** A file of the page. */
        record File(String path) implements Destination {}

        /** Nothing of the page. */
        record NotConsole() implements Destination {}
    }

    /** Whether an address is one of the page's, judged by its form alone. */
    public static boolean isOfPage(List<String> segments) {
        return segments.isEmpty() || !NOT_THE_PAGES.contains(segments.getFirst());
    }

    /** Which file an address stands for. */
    public static Destination destination(List<String> segments) {
        if (!isOfPage(segments)) {
            return new Destination.NotConsole();
        }
        if (segments.isEmpty() || segments.getLast().indexOf('.') < 0) {
            return new Destination.File(INDEX);
        }
        boolean own = segments.size() == 1 || segments.getFirst().equals("assets");
        return own ? new Destination.File("/" + String.join("/", segments)) : new Destination.NotConsole();
    }

    /** What is sent for an address of the page. */
    public interface Content {
        void send(HttpServerRequest request);
    }

    /** What an address stands for; empty if there is no such file. Reads the file the first time, so it may block. */
    public Optional<Content> find(List<String> segments) {
        Optional<PageFile> file = switch (destination(segments)) {
            case Destination.File found -> file(found.path());
            case Destination.NotConsole elsewhere -> Optional.empty();
        };
        Optional<Content> content = file.map(found -> request -> send(request, found));
        return content.isPresent() || !segments.isEmpty() ? content : Optional.of(ConsolePage::leadToDocs);
    }

    private static void leadToDocs(HttpServerRequest request) {
        request.response().setStatusCode(302).putHeader("Location", DOCS).end();
    }

    private Optional<PageFile> file(String path) {
        PageFile known = files.get(path);
        if (known != null) {
            return Optional.of(known);
        }
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        try (InputStream in = loader.getResourceAsStream(ROOT + path)) {
            if (in == null) {
                return Optional.empty();
            }
            PageFile read = PageFile.of(path, in.readAllBytes());
            files.put(path, read);
            return Optional.of(read);
        } catch (IOException e) {
            throw new UncheckedIOException("Expected a readable file of the page: " + path, e);
        }
    }

    private static void send(HttpServerRequest request, PageFile file) {
        HttpServerResponse response = request.response();
        response.putHeader("Cache-Control", file.cacheControl());
        response.putHeader("ETag", file.tag());
        response.putHeader("Vary", "Accept-Encoding");
        if (holds(request.getHeader("If-None-Match"), file.tag())) {
            response.setStatusCode(304).end();
            return;
        }
        response.putHeader("Content-Type", file.type());
        boolean zipped = file.zipped().length > 0 && accepts(request.getHeader("Accept-Encoding"));
        if (zipped) {
            response.putHeader("Content-Encoding", "gzip");
        }
        byte[] bytes = zipped ? file.zipped() : file.bytes();
        response.putHeader("Content-Length", Integer.toString(bytes.length));
        if (request.method().name().equals("HEAD")) {
            response.end();
        } else {
            response.end(Buffer.buffer(bytes));
        }
    }

    private static boolean holds(@Nullable String header, String tag) {
        return header != null && header.contains(tag);
    }

    private static boolean accepts(@Nullable String header) {
        return header != null && header.matches(".*\\bgzip\\b(?!\\s*;\\s*q=0(\\.0+)?\\s*(,|$)).*");
    }
}
