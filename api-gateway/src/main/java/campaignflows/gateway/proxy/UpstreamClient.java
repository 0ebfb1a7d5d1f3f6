package campaignflows.gateway.proxy;

import campaignflows.gateway.GatewayConfig;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import java.time.Duration;

/** Creates the HTTP client for the services, with its bounds in one place. */
final class UpstreamClient {
    private static final int CONNECTIONS_PER_SERVICE = 256;
    private static final int KEEP_ALIVE_SECONDS = 30;
    private static final int MAX_HEADERS = 32 * 1024;

    private UpstreamClient() {}

    /** For requests. */
    static HttpClient create(Vertx vertx, GatewayConfig config) {
        return create(vertx, config, CONNECTIONS_PER_SERVICE);
    }

    /** For WebSockets, each of which keeps its connection: they never take those of requests. */
    static HttpClient forSockets(Vertx vertx, GatewayConfig config) {
        return create(vertx, config, config.openSockets());
    }

    private static HttpClient create(Vertx vertx, GatewayConfig config, int connections) {
        check("connect-timeout", config.connectTimeout(), Duration.ofMillis(1), Duration.ofMinutes(1));
        check("answer-timeout", config.answerTimeout(), Duration.ofMillis(1), Duration.ofMinutes(5));
        check("upload-answer-timeout", config.uploadAnswerTimeout(), Duration.ofMillis(1), Duration.ofMinutes(5));
        check("idle-timeout", config.idleTimeout(), Duration.ofSeconds(1), Duration.ofMinutes(10));
        check("linger-timeout", config.lingerTimeout(), Duration.ZERO, Duration.ofMinutes(1));
        HttpClientOptions options = new HttpClientOptions()
                .setProtocolVersion(HttpVersion.HTTP_1_1)
                .setConnectTimeout((int) config.connectTimeout().toMillis())
                .setIdleTimeout((int) config.idleTimeout().toSeconds())
                .setKeepAliveTimeout(KEEP_ALIVE_SECONDS)
                .setMaxHeaderSize(MAX_HEADERS)
                .setDecompressionSupported(false)
                .setPipelining(false)
                .setShared(false);
        return vertx.createHttpClient(options, new PoolOptions().setHttp1MaxSize(connections));
    }

    private static void check(String key, Duration value, Duration least, Duration most) {
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            throw new IllegalArgumentException(
                    "Expected campaignflows.gateway.%s of %s to %s, but it is %s".formatted(key, least, most, value));
        }
    }
}
