package campaignflows.gateway.proxy;

import campaignflows.gateway.authentication.CurrentPrincipal;
import campaignflows.gateway.console.ConsolePage;
import campaignflows.gateway.openid.OpenIdProvider;
import campaignflows.platform.contracts.Ids;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.regex.Pattern;

/**
 * The headers of every response, whoever made it: the id by which the request is found in the logs, and those that forbid
 * browsers to frame it, to guess its type or to store it.
 */
final class ResponseRules {
    private static final Pattern REQUEST_ID = Pattern.compile("[A-Za-z0-9._-]{1,64}");
    private static final String DOCS = "/api/docs";

    /** Pages for contacts, which bring a policy of their own, no looser than ours but for their one style. */
    private static final String PREFERENCES = "/api/v1/preferences/";

    /** The one file that pages of other sites load. */
    private static final String WIDGET = "/widget.js";

    private static final String POLICY = "Content-Security-Policy";
    private static final Pattern ORIGIN = Pattern.compile("(?i)(?:[a-z][a-z0-9+.-]*:)?//[^/]*");
    private static final String API_POLICY = "default-src 'none'; frame-ancestors 'none'";
    private static final String PAGE_POLICY = "default-src 'self'; script-src 'self' 'unsafe-inline'; "
            + "style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; "
            + "base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    private ResponseRules() {}

    /** Gives the request its id, the caller's own if it is a decent one, and arranges for the headers of its response. */
    static void apply(RoutingContext context, ConsolePage page) {
        HttpServerRequest request = context.request();
        String sent = request.getHeader(ForwardedHeaders.REQUEST_ID);
        String id = sent != null && REQUEST_ID.matcher(sent).matches()
                ? sent
                : Ids.v7().toString();
        context.put(CurrentPrincipal.REQUEST_ID_KEY, id);
        String path = String.valueOf(request.path());
        boolean docs = path.startsWith(DOCS);
        boolean console = RequestPath.parse(path)
                .filter(parsed -> ConsolePage.isOfPage(parsed.segments()))
                .isPresent();
        String policy = docs ? PAGE_POLICY : console ? page.policy() : API_POLICY;
        context.addHeadersEndHandler(ignored -> {
            MultiMap headers = context.response().headers();
            headers.set(ForwardedHeaders.REQUEST_ID, id);
            headers.set("X-Content-Type-Options", "nosniff");
            headers.set("X-Frame-Options", "DENY");
            headers.set("Referrer-Policy", "no-referrer");
            headers.set("Cross-Origin-Resource-Policy", path.equals(WIDGET) ? "cross-origin" : "same-origin");
            headers.set("Cross-Origin-Opener-Policy", "same-origin");
            headers.set("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()");
            if (!path.startsWith(PREFERENCES) || !headers.contains(POLICY)) {
                headers.set(POLICY, policy);
            }
            String location = headers.get("Location");
            if (location != null && !location.equals(context.get(OpenIdProvider.LEADS_TO))) {
                headers.set("Location", withoutOrigin(location));
            }
            if (!docs && !headers.contains("Cache-Control")) {
                headers.set("Cache-Control", "no-store");
            }
        });
    }

    /** But for a sign-in nothing here leads to another host, and what a caller writes into the header Host must not lead anyone there. */
    static String withoutOrigin(String location) {
        String path = ORIGIN.matcher(location).replaceFirst("");
        return path.startsWith("/") && !path.startsWith("//") ? path : "/" + path.replaceAll("^/+", "");
    }

    static String requestId(RoutingContext context) {
        String id = context.get(CurrentPrincipal.REQUEST_ID_KEY);
        return id == null ? "none" : id;
    }
}
