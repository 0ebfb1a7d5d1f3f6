package campaignflows.gateway.proxy;

import java.net.URI;
import java.time.Duration;

/** A request to a service on behalf of a caller. */
record ProxyRequest(Route route, URI service, String uri, String token, String requestId, Duration answerTimeout) {
    RouteProblems problems() {
        return new RouteProblems(route);
    }
}
