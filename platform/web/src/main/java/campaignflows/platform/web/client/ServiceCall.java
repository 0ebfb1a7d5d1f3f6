package campaignflows.platform.web.client;

import campaignflows.platform.contracts.Json;
import campaignflows.platform.tracing.CurrentTrace;
import campaignflows.platform.tracing.TraceParent;
import campaignflows.platform.web.auth.Caller;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JavaType;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One call to another service while it is being built. Not thread-safe; send it once.
 *
 * <p>A failed network gives {@link ServiceUnavailableException}, a refusal of the other side {@link RemoteProblem}. Only a call
 * that is declared {@link #idempotent()} is repeated after it may have been taken: at most twice, after 100 and 300 ms. Any call
 * that certainly was not taken, since the service is being replaced, is sent again for {@code campaignflows.http.absence-wait},
 * unless it is sent {@link #once()}.
 */
public final class ServiceCall {
    private static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(10);
    private static final long DEFAULT_MAX_ANSWER = 64L * 1024 * 1024;

    private final ServiceClient client;
    private final String method;
    private final StringBuilder pathAndQuery;
    private @Nullable Caller caller;
    private byte @Nullable [] body;
    private @Nullable InputStream streamed;
    private @Nullable String contentType;
    private @Nullable String ifMatch;
    private Duration timeout = DEFAULT_TIMEOUT;
    private long maxAnswerBytes = DEFAULT_MAX_ANSWER;
    private boolean idempotent;
    private boolean waits = true;

    ServiceCall(ServiceClient client, String method, String path) {
        this.client = client;
        this.method = method;
        this.pathAndQuery = new StringBuilder(path);
    }

    /** As ourselves, across tenants. */
    public ServiceCall asService() {
        return onBehalfOf(client.ourselves(null));
    }

    /** As ourselves, for one tenant. */
    public ServiceCall asService(UUID tenant) {
        return onBehalfOf(client.ourselves(tenant));
    }

    /** As someone else, usually the caller of the request being served. */
    public ServiceCall onBehalfOf(Caller newCaller) {
        caller = newCaller;
        return this;
    }

    /** Adds a query parameter; null is left out. */
    public ServiceCall query(String name, @Nullable Object value) {
        if (value != null) {
            pathAndQuery
                    .append(pathAndQuery.indexOf("?") < 0 ? '?' : '&')
                    .append(ServiceClient.encoded(name))
                    .append('=')
                    .append(ServiceClient.encoded(value.toString()));
        }
        return this;
    }

    /** Sends this as JSON in the dialect of the contracts. */
    public ServiceCall json(Object value) {
        try {
            return bytes("application/json", Json.mapper().writeValueAsBytes(value));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("Expected a value that can be written as JSON", e);
        }
    }

    public ServiceCall bytes(String newContentType, byte[] newBody) {
        contentType = newContentType;
        body = newBody;
        return this;
    }

    /**
     * Sends the stream as it is read. Such a call can be made only once. A server that responds early should continue to read
     * to the end first: the response is read when all was sent.
     */
    public ServiceCall stream(String newContentType, InputStream newBody) {
        contentType = newContentType;
        streamed = newBody;
        return once();
    }

    /** Sends the revision that we have seen. */
    public ServiceCall ifMatch(long revision) {
        ifMatch = "\"" + revision + "\"";
        return this;
    }

    /** How long one attempt may take, from the first to the last byte; 10 s unless said. */
    public ServiceCall timeout(Duration newTimeout) {
        timeout = newTimeout;
        return this;
    }

    /** How large the response may be; 64 MiB unless said. */
    public ServiceCall maxAnswerBytes(long newMax) {
        maxAnswerBytes = newMax;
        return this;
    }

    /** To be repeated when it is unknown whether it arrived: a repeat must do no harm. */
    public ServiceCall idempotent() {
        idempotent = true;
        return this;
    }

    /** Not to be repeated, though it could be, and not to wait for a service that is away. */
    public ServiceCall once() {
        idempotent = false;
        waits = false;
        return this;
    }

    /** Sends the call and reads the response as JSON. */
    public <T> T as(Class<T> type) {
        return read(send(), Json.mapper().constructType(type));
    }

    /** Sends the call and reads the response as JSON. */
    public <T> T as(TypeReference<T> type) {
        return read(send(), Json.mapper().constructType(type.getType()));
    }

    /** Sends the call and gives the bytes of the response. */
    public byte[] asBytes() {
        return send();
    }

    /** Sends the call; what a good response says does not matter. */
    public void discardingResponse() {
        send();
    }

    /**
     * Sends the call and gives the bytes of the response as they come, however many they are. To be closed. The timeout covers
     * all of it: the stream breaks off when it has passed. Never repeated.
     */
    public InputStream asStream() {
        return Exchange.open(client, this);
    }

    private byte[] send() {
        return Exchange.send(client, this);
    }

    private <T> T read(byte[] answer, JavaType type) {
        try {
            T value = Json.mapper().readValue(answer, type);
            if (value == null) {
                throw new IllegalStateException("Expected an answer of %s, but it is null".formatted(service()));
            }
            return value;
        } catch (IOException e) {
            throw new IllegalStateException("Expected a readable answer of %s, but it is not".formatted(service()), e);
        }
    }

    private String service() {
        return client.service().audience();
    }

    HttpRequest request() {
        Caller who = caller;
        if (who == null) {
            throw new IllegalStateException("Expected asService() or onBehalfOf() on every call, but there is none");
        }
        HttpRequest.Builder request = HttpRequest.newBuilder(client.uri(pathAndQuery.toString()))
                .timeout(timeout)
                .header("Authorization", "Bearer " + client.token(who))
                .header("Accept", "application/json, application/problem+json;q=0.9, */*;q=0.1");
        byte[] content = body;
        request.method(method, publisher(content, streamed));
        String traceparent = CurrentTrace.traceparent();
        if (traceparent != null) {
            request.header(TraceParent.HEADER, traceparent);
        }
        if (contentType != null) {
            request.header("Content-Type", contentType);
        }
        if (ifMatch != null) {
            request.header("If-Match", ifMatch);
        }
        return request.build();
    }

    private static HttpRequest.BodyPublisher publisher(byte @Nullable [] content, @Nullable InputStream streamed) {
        if (streamed != null) {
            return HttpRequest.BodyPublishers.ofInputStream(() -> streamed);
        }
        return content == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofByteArray(content);
    }

    Duration timeout() {
        return timeout;
    }

    long maxAnswerBytes() {
        return maxAnswerBytes;
    }

    boolean isIdempotent() {
        return idempotent;
    }

    boolean waits() {
        return waits;
    }
}
