package campaignflows.gateway.proxy;

import campaignflows.platform.contracts.Ids;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.regex.Pattern;

/**
 * What every answer says, whoever made it: the id by which the request is found in the logs, and to browsers that nothing
 * here is to be framed, guessed at or kept.
 */
final class ResponseRules {
    private static final String REQUEST_ID_KEY = "campaignflows.request-id";
    private static final Pattern REQUEST_ID = Pattern.compile("[A-Za-z0-9._-]{1,64}");
    private static final String DOCS = "/api/docs";
    private static final String API_POLICY = "default-src 'none'; frame-ancestors 'none'";
    private static final String PAGE_POLICY = "default-src 'self'; script-src 'self' 'unsafe-inline'; "
            + "style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; "
            + "base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    private ResponseRules() {}

    /** Gives the request its id, the caller's own if it is a decent one, and arranges for the headers of its answer. */
    static void apply(RoutingContext context) {
        HttpServerRequest request = context.request();
        String sent = request.getHeader(ForwardedHeaders.REQUEST_ID);
        String id = sent != null && REQUEST_ID.matcher(sent).matches()
                ? sent
                : Ids.v7().toString();
        context.put(REQUEST_ID_KEY, id);
        boolean page = String.valueOf(request.path()).startsWith(DOCS);
        context.addHeadersEndHandler(ignored -> {
            MultiMap headers = context.response().headers();
            headers.set(ForwardedHeaders.REQUEST_ID, id);
            headers.set("X-Content-Type-Options", "nosniff");
            headers.set("X-Frame-Options", "DENY");
            headers.set("Referrer-Policy", "no-referrer");
            headers.set("Cross-Origin-Resource-Policy", "same-origin");
            headers.set("Content-Security-Policy", page ? PAGE_POLICY : API_POLICY);
            if (!page && !headers.contains("Cache-Control")) {
                headers.set("Cache-Control", "no-store");
            }
        });
    }

    static String requestId(RoutingContext context) {
        String id = context.get(REQUEST_ID_KEY);
        return id == null ? "none" : id;
    }
}
