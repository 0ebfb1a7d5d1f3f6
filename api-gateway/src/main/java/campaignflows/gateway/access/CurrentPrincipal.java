package campaignflows.gateway.access;

import campaignflows.platform.web.problem.ProblemException;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.RequestScoped;
import java.util.Optional;

/**
 * The credential of the request being served, as the front door found it. Only for what an internal token does not say;
 * tenant and roles come from {@code CurrentCaller} as in every service.
 */
@RequestScoped
public class CurrentPrincipal {
    private static final String KEY = "campaignflows.credential";

    private final CurrentVertxRequest request;

    public CurrentPrincipal(CurrentVertxRequest request) {
        this.request = request;
    }

    /** A credential that has been accepted. */
    public record Accepted(Principal principal, SecretHash hash) {}

    /** Leaves the accepted credential for the resources of this process. */
    public static void put(RoutingContext context, Accepted accepted) {
        context.put(KEY, accepted);
    }

    public Principal.Member requireMember() {
        return accepted()
                .map(Accepted::principal)
                .filter(Principal.Member.class::isInstance)
                .map(Principal.Member.class::cast)
                .orElseThrow(() -> ProblemException.unauthenticated("This call needs an API key or a user token"));
    }

    /** The hash of what was presented. */
    public SecretHash requireHash() {
        return accepted()
                .map(Accepted::hash)
                .orElseThrow(() -> ProblemException.unauthenticated("This call needs an API key or a user token"));
    }

    /** Where the request came from, as far as this process can see. */
    public String remoteAddress() {
        RoutingContext context = request.getCurrent();
        return context == null || context.request().remoteAddress() == null
                ? "unknown"
                : String.valueOf(context.request().remoteAddress().hostAddress());
    }

    private Optional<Accepted> accepted() {
        RoutingContext context = request.getCurrent();
        return context == null ? Optional.empty() : Optional.ofNullable(context.get(KEY));
    }
}
