package campaignflows.gateway.proxy;

import io.vertx.core.MultiMap;
import java.net.URI;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which headers pass the gateway. Those of one connection are not forwarded (RFC 9110, 7.6.1); headers that a service might
 * attribute to a trusted proxy are never accepted from a client; and no response reveals which host made it.
 */
final class ForwardedHeaders {
    static final String REQUEST_ID = "X-Request-Id";

    private static final Set<String> OF_ONE_CONNECTION = Set.of(
            "connection",
            "keep-alive",
            "proxy-connection",
            "proxy-authenticate",
            "proxy-authorization",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade");
    private static final Set<String> NOT_INWARDS = Set.of(
            "host",
            "authorization",
            "cookie",
            "content-length",
            "expect",
            "forwarded",
            "via",
            "x-real-ip",
            "x-request-id",
            // What callers say of their own traces, which end here.
            "tracestate",
            "baggage",
            "x-http-method-override",
            "x-http-method",
            "x-method-override",
            "x-original-url",
            "x-rewrite-url");
    private static final Set<String> NOT_OUTWARDS =
            Set.of("server", "x-powered-by", "via", "x-request-id", "x-not-taken", "alt-svc", "set-cookie");

    private ForwardedHeaders() {}

    /** Copies what a request takes along to a service. */
    static void inwards(MultiMap from, MultiMap to, String token, String requestId) {
        Set<String> named = namedByConnection(from);
        for (Map.Entry<String, String> header : from) {
            String name = header.getKey().toLowerCase(Locale.ROOT);
            if (!OF_ONE_CONNECTION.contains(name)
                    && !NOT_INWARDS.contains(name)
                    && !name.startsWith("x-forwarded")
                    && !named.contains(name)) {
                to.add(header.getKey(), header.getValue());
            }
        }
        to.set("Authorization", "Bearer " + token);
        to.set(REQUEST_ID, requestId);
    }

    /** Copies what a response brings back; the length too, since the body is passed on as it is. */
    static void outwards(MultiMap from, MultiMap to, URI service) {
        Set<String> named = namedByConnection(from);
        for (Map.Entry<String, String> header : from) {
            String name = header.getKey().toLowerCase(Locale.ROOT);
            if (!OF_ONE_CONNECTION.contains(name) && !NOT_OUTWARDS.contains(name) && !named.contains(name)) {
                to.add(
                        header.getKey(),
                        name.equals("location") ? local(header.getValue(), service) : header.getValue());
            }
        }
    }

    /** A location on the service as one on whatever host the caller used. */
    private static String local(String location, URI service) {
        for (String origin :
                new String[] {service.getScheme() + "://" + service.getRawAuthority(), "//" + service.getRawAuthority()
                }) {
            if (location.startsWith(origin + "/")) {
                return location.substring(origin.length());
            }
        }
        return location;
    }

    private static Set<String> namedByConnection(MultiMap headers) {
        Set<String> names = new HashSet<>();
        for (@Nullable String value : headers.getAll("Connection")) {
            for (String name : value == null ? new String[0] : value.split(",")) {
                names.add(name.strip().toLowerCase(Locale.ROOT));
            }
        }
        return names;
    }
}
