package campaignflows.gateway.proxy;

import java.net.URI;
import java.time.Duration;

/** What is asked of a service in a caller's place. */
record ProxyOrder(Route route, URI service, String uri, String token, String requestId, Duration answerTimeout) {
    RouteProblems problems() {
        return new RouteProblems(route);
    }
}
