package campaignflows.platform.web.client;

import campaignflows.platform.web.auth.Caller;
import campaignflows.platform.web.auth.InternalTokens;
import campaignflows.platform.web.edge.Draining;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Calls one other service. A call is built, then sent by {@link ServiceCall#as}, on the thread of the caller, which may be a
 * virtual one. Every call states on whose behalf it is made; there is no default.
 */
public final class ServiceClient {
    private static final Duration PROBE = Duration.ofSeconds(5);

    private final ServiceName service;
    private final String base;
    private final HttpClient http;
    private final InternalTokens tokens;
    private final String ownName;
    private final ServicePresence presence;

    /** One that waits for nobody. */
    public ServiceClient(ServiceName service, URI base, HttpClient http, InternalTokens tokens, String ownName) {
        this(service, base, http, tokens, ownName, AbsenceWait.NONE);
    }

    ServiceClient(
            ServiceName service,
            URI base,
            HttpClient http,
            InternalTokens tokens,
            String ownName,
            AbsenceWait absences) {
        String text = base.toString();
        this.service = service;
        this.base = text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
        this.http = http;
        this.tokens = tokens;
        this.ownName = ownName;
        this.presence = new ServicePresence(absences.limit(), this::takesRequests, absences.ending());
    }

    /**
     * Starts a call.
     *
     * @param method of HTTP
     * @param path with a {@code {}} for each of the segments, which are encoded
     */
    public ServiceCall call(String method, String path, Object... segments) {
        return new ServiceCall(this, method, filled(path, segments));
    }

    /** A GET, which may be repeated after a failure without harm. */
    public ServiceCall get(String path, Object... segments) {
        return call("GET", path, segments).idempotent();
    }

    public ServiceCall post(String path, Object... segments) {
        return call("POST", path, segments);
    }

    public ServiceCall put(String path, Object... segments) {
        return call("PUT", path, segments);
    }

    public ServiceCall delete(String path, Object... segments) {
        return call("DELETE", path, segments);
    }

    ServiceName service() {
        return service;
    }

    HttpClient http() {
        return http;
    }

    ServicePresence presence() {
        return presence;
    }

    /** Whoever may ask nothing gets a response too. */
    private CompletionStage<Boolean> takesRequests() {
        HttpRequest probe = HttpRequest.newBuilder(uri("/")).timeout(PROBE).build();
        return http.sendAsync(probe, HttpResponse.BodyHandlers.discarding())
                .thenApply(response ->
                        response.headers().firstValue(Draining.NOT_TAKEN).isEmpty());
    }

    URI uri(String pathAndQuery) {
        return URI.create(base + pathAndQuery);
    }

    Caller ourselves(@Nullable UUID tenant) {
        return Caller.service(ownName, tenant);
    }

    String token(Caller caller) {
        return tokens.of(service.audience(), caller);
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static String filled(String path, Object... segments) {
        StringBuilder text = new StringBuilder();
        int from = 0;
        for (Object segment : segments) {
            int hole = path.indexOf("{}", from);
            if (hole < 0) {
                throw new IllegalArgumentException("Expected a {} for each segment, but there are fewer");
            }
            text.append(path, from, hole).append(encoded(segment.toString()));
            from = hole + 2;
        }
        if (path.indexOf("{}", from) >= 0) {
            throw new IllegalArgumentException("Expected a segment for each {}, but there are fewer");
        }
        return text.append(path, from, path.length()).toString();
    }
}
