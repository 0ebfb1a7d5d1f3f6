package campaignflows.gateway.authentication;

import campaignflows.gateway.source.ClientAddresses;
import campaignflows.platform.contracts.audit.ActorKind;
import campaignflows.platform.web.auth.CallerOrigin;
import campaignflows.platform.web.problem.ProblemException;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.RequestScoped;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The credential of the current request, as the gateway handler found it. Only for what an internal token does not contain;
 * tenant and roles come from {@code CurrentCaller} as in every service.
 */
@RequestScoped
public class CurrentPrincipal {
    private static final String KEY = "campaignflows.credential";

    private final CurrentVertxRequest request;
    private final ClientAddresses addresses;

    public CurrentPrincipal(CurrentVertxRequest request, ClientAddresses addresses) {
        this.request = request;
        this.addresses = addresses;
    }

    /** Under which the request has its id from the beginning. */
    public static final String REQUEST_ID_KEY = "campaignflows.request-id";

    /**
     * A credential that has been accepted.
     *
     * @param hash null for a token of an identity provider, which cannot be ended here
     */
    public record Accepted(Principal principal, @Nullable SecretHash hash) {}

    /** The request itself. */
    public HttpServerRequest httpRequest() {
        return request.getCurrent().request();
    }

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

    /** The hash of what was presented; a problem, 409, if it can only be ended by the provider that gave it. */
    public SecretHash requireHash() {
        return presentedHash()
                .orElseThrow(() -> ProblemException.conflict(
                        "This token is an identity provider's: it ends by itself, or is ended there"));
    }

    /** The hash of what was presented; empty if an identity provider gave it. */
    public Optional<SecretHash> presentedHash() {
        return accepted().map(Accepted::hash);
    }

    /** The request as Vert.x knows it. */
    public RoutingContext routingContext() {
        return request.getCurrent();
    }

    /** The source that the request came from, as limits count it. */
    public String source() {
        return addresses.sourceOf(httpRequest());
    }

    /** The network address that the request came from. */
    public String address() {
        return addresses.addressOf(httpRequest());
    }

    /** From where the request came, by whomever it was made. */
    public CallerOrigin originOf(ActorKind kind) {
        return new CallerOrigin(kind, address(), request.getCurrent().get(REQUEST_ID_KEY));
    }

    /** Whether the caller's connection is encrypted; a browser's page says it by the origin that it names. */
    public boolean isSecure() {
        String origin = httpRequest().getHeader("Origin");
        return addresses.isSecure(httpRequest()) || (origin != null && origin.startsWith("https://"));
    }

    private Optional<Accepted> accepted() {
        RoutingContext context = request.getCurrent();
        return context == null ? Optional.empty() : Optional.ofNullable(context.get(KEY));
    }
}
