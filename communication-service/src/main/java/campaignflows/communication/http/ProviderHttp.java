package campaignflows.communication.http;

import campaignflows.communication.CommunicationConfig;
import campaignflows.platform.contracts.Json;
import campaignflows.platform.web.outgoing.AddressRefusedException;
import campaignflows.platform.web.outgoing.OutgoingAddresses;
import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Calls providers over connections that are used again. Blocks its thread, though only up to deadlines. It connects
 * to the very address that was looked at, follows no redirects, and reads a bounded answer.
 *
 * <p>From the moment on at which the request may have been written, only the provider's whole answer tells that it has heard
 * it: anything else is {@link ProviderResponse.NoAnswer}. Why a provider was not reached is in the log, without its address,
 * which may hold a token.
 */
@Singleton
public final class ProviderHttp {
    private static final Logger LOG = Logger.getLogger(ProviderHttp.class);
    private static final int MAX_ANSWER = 256 * 1024;
    private static final int CONNECTIONS = 256;
    private static final String JSON = "application/json";
    private static final String FORM = "application/x-www-form-urlencoded";
    private static final int HTTPS_PORT = 443;
    private static final int HTTP_PORT = 80;

    private final HttpClient client;

    /** For calls that are left open for long: they take no connection from those that are answered at once. */
    private final HttpClient longClient;

    /** All calls go through one event loop: a connection is used again by calls of its own loop only. */
    private final Context loop;

    private final OutgoingAddresses addresses;
    private final Duration connectTimeout;
    private final Bounds usual;

    /** How long an answer may take, the writing of the request included, and how long it may be. */
    public record Bounds(Duration answerTimeout, int maxBytes) {}

    public ProviderHttp(Vertx vertx, OutgoingAddresses addresses, CommunicationConfig config) {
        CommunicationConfig.Http http = config.http();
        this.addresses = addresses;
        this.connectTimeout = http.connectTimeout();
        this.usual = new Bounds(http.answerTimeout(), MAX_ANSWER);
        this.loop = vertx.getOrCreateContext();
        HttpClientOptions options = new HttpClientOptions()
                .setConnectTimeout((int) connectTimeout.toMillis())
                .setSslHandshakeTimeout(connectTimeout.toMillis())
                .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS)
                .setKeepAliveTimeout((int) Math.max(1, http.idle().toSeconds()))
                .setMaxPoolSize(CONNECTIONS)
                .setMaxWaitQueueSize(CONNECTIONS);
        this.client = vertx.createHttpClient(options);
        this.longClient = vertx.createHttpClient(options);
    }

    /**
     * The address of a provider as it is configured, without a slash at its end.
     *
     * @throws IllegalArgumentException if it is none that can be called
     */
    public static URI base(URI configured) {
        String scheme = configured.getScheme();
        if (configured.getHost() == null || !("https".equals(scheme) || "http".equals(scheme))) {
            throw new IllegalArgumentException(
                    "Expected the address of a provider such as https://api.example.org, but it is another one");
        }
        return URI.create(configured.toString().replaceAll("/+$", ""));
    }

    /** The host and port of an address, as slots are counted by. */
    public static String peer(URI uri) {
        return uri.getHost() + ":" + port(uri);
    }

    /**
     * Posts and waits for the answer.
     *
     * @param channelId for the log
     * @param uri       absolute, of http or https
     */
    public ProviderResponse post(UUID channelId, URI uri, Map<String, String> headers, byte[] json) {
        return call(new Call(channelId, client, HttpMethod.POST, uri, headers, JSON), json, usual);
    }

    /** The same for a call that the provider may leave open until it has something to say. */
    public ProviderResponse postLong(UUID channelId, URI uri, Map<String, String> headers, byte[] json, Bounds bounds) {
        return call(new Call(channelId, longClient, HttpMethod.POST, uri, headers, JSON), json, bounds);
    }

    /** The same with a form, encoded already. */
    public ProviderResponse postForm(UUID channelId, URI uri, Map<String, String> headers, String form) {
        byte[] body = form.getBytes(StandardCharsets.US_ASCII);
        return call(new Call(channelId, client, HttpMethod.POST, uri, headers, FORM), body, usual);
    }

    /** Asks for something, which changes nothing. */
    public ProviderResponse get(UUID channelId, URI uri, Map<String, String> headers) {
        return call(new Call(channelId, client, HttpMethod.GET, uri, headers, null), new byte[0], usual);
    }

    private record Call(
            UUID channelId,
            HttpClient client,
            HttpMethod method,
            URI uri,
            Map<String, String> headers,
            @Nullable String contentType) {}

    private ProviderResponse call(Call call, byte[] body, Bounds bounds) {
        UUID channelId = call.channelId();
        URI uri = call.uri();
        HttpClientRequest request;
        try {
            request = open(call);
        } catch (IOException e) {
            LOG.warnf("provider not reached channel=%s host=%s cause=%s", channelId, uri.getHost(), e.getMessage());
            return new ProviderResponse.NotReached();
        }
        CompletableFuture<ProviderResponse> answer = new CompletableFuture<>();
        try {
            request.response()
                    .onFailure(answer::completeExceptionally)
                    .onSuccess(response -> new BoundedResponse(response, bounds.maxBytes(), answer).begin());
            request.end(Buffer.buffer(body)).onFailure(answer::completeExceptionally);
            return answer.get(bounds.answerTimeout().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            LOG.warnf("provider gave no answer channel=%s host=%s cause=%s", channelId, uri.getHost(), cause(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IllegalStateException e) {
            LOG.warnf(e, "call of a provider broken off channel=%s host=%s", channelId, uri.getHost());
        }
        request.reset();
        return new ProviderResponse.NoAnswer();
    }

    /** A request on a connection to where may be called; nothing of it is written yet. */
    private HttpClientRequest open(Call call) throws IOException {
        URI uri = call.uri();
        int port = port(uri);
        String host = uri.getHost();
        InetSocketAddress address = addresses.checked(new InetSocketAddress(host, port));
        RequestOptions options = new RequestOptions()
                .setMethod(call.method())
                .setServer(SocketAddress.inetSocketAddress(
                        port, address.getAddress().getHostAddress()))
                .setHost(host)
                .setPort(port)
                .setSsl("https".equalsIgnoreCase(uri.getScheme()))
                .setURI(uri.getRawQuery() == null ? uri.getRawPath() : uri.getRawPath() + "?" + uri.getRawQuery())
                .setFollowRedirects(false)
                .putHeader("Accept", JSON);
        String contentType = call.contentType();
        if (contentType != null) {
            options.putHeader("Content-Type", contentType);
        }
        call.headers().forEach(options::putHeader);
        CompletableFuture<HttpClientRequest> opening = new CompletableFuture<>();
        loop.runOnContext(now ->
                call.client().request(options).onSuccess(opening::complete).onFailure(opening::completeExceptionally));
        try {
            return opening.get(2 * connectTimeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            opening.thenAccept(HttpClientRequest::reset);
            throw new IOException(cause(e), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            opening.thenAccept(HttpClientRequest::reset);
            throw new IOException("Interrupted", e);
        }
    }

    /** By its kind: messages may repeat the address that was called. */
    private static String cause(Throwable failure) {
        Throwable cause =
                failure instanceof ExecutionException && failure.getCause() != null ? failure.getCause() : failure;
        return cause instanceof AddressRefusedException refused
                ? String.valueOf(refused.getMessage())
                : cause.getClass().getSimpleName();
    }

    private static int port(URI uri) {
        if (uri.getPort() > 0) {
            return uri.getPort();
        }
        return "https".equalsIgnoreCase(uri.getScheme()) ? HTTPS_PORT : HTTP_PORT;
    }

    static JsonNode json(byte[] body) {
        try {
            JsonNode json = Json.mapper().readTree(body);
            return json == null || !json.isObject() ? Json.mapper().missingNode() : json;
        } catch (IOException e) {
            return Json.mapper().missingNode();
        }
    }

    @PreDestroy
    void close() {
        client.close();
        longClient.close();
    }
}
