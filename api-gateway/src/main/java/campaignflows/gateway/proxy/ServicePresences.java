package campaignflows.gateway.proxy;

import campaignflows.platform.web.client.ServicePresence;
import campaignflows.platform.web.edge.Draining;
import io.vertx.core.Future;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.RequestOptions;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** Which of the services take requests at present. */
final class ServicePresences {
    private final Duration limit;
    private final HttpClient client;
    private final Duration connectTimeout;
    private final ConcurrentMap<URI, ServicePresence> presences = new ConcurrentHashMap<>();

    ServicePresences(Duration limit, HttpClient client, Duration connectTimeout) {
        this.limit = ServicePresence.checkedLimit(limit);
        this.client = client;
        this.connectTimeout = connectTimeout;
    }

    ServicePresence of(URI service) {
        return presences.computeIfAbsent(
                service, address -> new ServicePresence(limit, () -> takesRequests(address), () -> false));
    }

    /** Whoever may ask nothing gets a response too. */
    private CompletionStage<Boolean> takesRequests(URI service) {
        return client.request(to(service, connectTimeout).setIdleTimeout(connectTimeout.toMillis()))
                .compose(HttpClientRequest::send)
                .compose(ServicePresences::read)
                .toCompletionStage();
    }

    private static Future<Boolean> read(HttpClientResponse response) {
        boolean takes = !response.headers().contains(Draining.NOT_TAKEN);
        return response.end().map(takes);
    }

    /** A connection to the service. */
    static RequestOptions to(URI service, Duration connectTimeout) {
        boolean tls = "https".equals(service.getScheme());
        int standardPort = tls ? 443 : 80;
        return new RequestOptions()
                .setHost(service.getHost())
                .setPort(service.getPort() < 0 ? standardPort : service.getPort())
                .setSsl(tls)
                .setConnectTimeout(connectTimeout.toMillis());
    }
}
