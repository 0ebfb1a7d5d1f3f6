package campaignflows.gateway.authentication;

import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The cookie that holds a browser's user token, inaccessible to scripts. A browser sends it along by itself, so a request that
 * changes anything must prove that our own page made it: by a header that other sites cannot set without a preflight request
 * (which is never granted), and by the origin that the browser states.
 */
public final class SessionCookie {
    /** The header that a page sends with whatever is no GET; its value does not matter. */
    public static final String PAGE_HEADER = "X-Requested-With";

    private static final String NAME = "cf_session";
    private static final String PATH = "/api";
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9_-]{20,200}");

    private SessionCookie() {}

    /** The token in the cookie; none if there are two, of which one could be another's. */
    public static Optional<String> tokenIn(HttpServerRequest request) {
        String found = null;
        for (String line : request.headers().getAll("Cookie")) {
            for (String pair : line.split(";", -1)) {
                String text = pair.strip();
                if (!text.startsWith(NAME + "=")) {
                    continue;
                }
                if (found != null) {
                    return Optional.empty();
                }
                found = text.substring(NAME.length() + 1);
            }
        }
        return Optional.ofNullable(found).filter(token -> TOKEN.matcher(token).matches());
    }

    /** Whether the request was made by a page of this origin, as far as its method needs that. */
    public static boolean isOfOurPage(HttpServerRequest request) {
        String method = request.method().name();
        boolean reads = method.equals("GET") || method.equals("HEAD");
        String header = request.getHeader(PAGE_HEADER);
        if (!reads && (header == null || header.isBlank())) {
            return false;
        }
        String site = request.getHeader("Sec-Fetch-Site");
        if (site != null) {
            return site.equals("same-origin") || (reads && site.equals("none"));
        }
        String origin = request.getHeader("Origin");
        return origin == null || isSameHost(origin, request.getHeader("Host"));
    }

    /** The value of Set-Cookie that hands the token to a browser. */
    public static String set(String token, Duration lifetime, boolean secure) {
        return NAME + "=" + token + attributes(lifetime.toSeconds(), secure);
    }

    /** The value of Set-Cookie that takes it away again. */
    public static String clear(boolean secure) {
        return NAME + "=" + attributes(0, secure);
    }

    private static String attributes(long maxAge, boolean secure) {
        return "; Path=" + PATH + "; Max-Age=" + maxAge + "; HttpOnly; SameSite=Strict" + (secure ? "; Secure" : "");
    }

    private static boolean isSameHost(String origin, @Nullable String host) {
        int scheme = origin.indexOf("://");
        return scheme > 0 && host != null && origin.substring(scheme + 3).equalsIgnoreCase(host);
    }
}
