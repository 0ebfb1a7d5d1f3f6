package campaignflows.gateway.authentication;

import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The credential of a request: the header Authorization, otherwise the cookie of a browser that has signed in.
 *
 * @param byCookie whether a browser sent it by itself, so that more is needed to change anything with it
 */
public record PresentedCredential(String text, boolean byCookie) {
    /** Tokens of identity providers name every group of their owner. */
    private static final int MAX_LENGTH = 12_000;

    private static final Pattern BEARER = Pattern.compile("(?i:bearer) +([\\x21-\\x7e]+) *");

    public static Optional<PresentedCredential> of(HttpServerRequest request) {
        List<String> headers = request.headers().getAll("Authorization");
        if (headers.isEmpty()) {
            return SessionCookie.tokenIn(request).map(token -> new PresentedCredential(token, true));
        }
        if (headers.size() > 1 || headers.getFirst().length() > MAX_LENGTH) {
            return Optional.empty();
        }
        var matcher = BEARER.matcher(headers.getFirst());
        return matcher.matches() ? Optional.of(new PresentedCredential(matcher.group(1), false)) : Optional.empty();
    }

    /** Not even a part of it belongs in a log. */
    @Override
    public String toString() {
        return "PresentedCredential";
    }
}
