package campaignflows.platform.web.auth;

import campaignflows.platform.web.problem.ProblemException;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.ext.Provider;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Refuses every request without an internal token, on every path, before any resource sees it: a resource that forgets
 * its {@code @RolesAllowed} is still closed to strangers. What is under {@code /internal} is for services alone. The
 * gateway, which has its own ways to know its callers, switches this off by {@code campaignflows.auth.required=false}.
 */
@Provider
@Priority(Priorities.AUTHENTICATION)
public class AccessFilter implements ContainerRequestFilter {
    static final String WHAT_TO_SEND = "Send a valid token in the header Authorization: Bearer …";

    private final SecurityIdentity identity;
    private final boolean required;

    public AccessFilter(
            SecurityIdentity identity,
            @ConfigProperty(name = "campaignflows.auth.required", defaultValue = "true") boolean required) {
        this.identity = identity;
        this.required = required;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        if (!required) {
            return;
        }
        if (identity.isAnonymous()) {
            throw ProblemException.unauthenticated(WHAT_TO_SEND);
        }
        if (isInternal(request.getUriInfo().getPath()) && !identity.hasRole(Role.SERVICE_ROLE)) {
            throw ProblemException.forbidden("This address is for services of this system only");
        }
    }

    private static boolean isInternal(String path) {
        String relative = path.startsWith("/") ? path.substring(1) : path;
        return relative.equals("internal") || relative.startsWith("internal/");
    }
}
