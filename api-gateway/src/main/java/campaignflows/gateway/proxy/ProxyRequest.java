package campaignflows.gateway.proxy;

import java.net.URI;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * A request to a service on behalf of a caller.
 *
 * @param token makes one when the request is sent: while it waits for a service that is away, one that was made before might expire
 */
record ProxyRequest(
        Route route, URI service, String uri, Supplier<String> token, String requestId, Duration answerTimeout) {
    RouteProblems problems() {
        return new RouteProblems(route);
    }
}
