package campaignflows.gateway.session;

import campaignflows.gateway.access.CurrentPrincipal;
import campaignflows.gateway.access.Principal;
import campaignflows.platform.web.auth.Role;
import campaignflows.platform.web.problem.ProblemException;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jspecify.annotations.Nullable;

/** The built-in sign-in and sign-out. */
@Path("/api/v1/session")
@RunOnVirtualThread
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Tenant and access")
public class SessionResource {
    private final SessionService sessions;
    private final CurrentPrincipal principal;

    public SessionResource(SessionService sessions, CurrentPrincipal principal) {
        this.sessions = sessions;
        this.principal = principal;
    }

    /** What signs in. */
    @Schema(name = "SignIn")
    public record SignIn(@Schema(required = true) @Nullable String password) {
        @Override
        public String toString() {
            return "SignIn";
        }
    }

    @POST
    @PermitAll
    @ResponseStatus(201)
    @Operation(summary = "Sign in with the built-in sign-in's password")
    public SessionService.Session signIn(@NotNull SignIn request) {
        String password = request.password();
        if (password == null || password.isEmpty()) {
            throw ProblemException.invalidField("password", "Give the password");
        }
        return sessions.signIn(password, principal.remoteAddress());
    }

    @DELETE
    @RolesAllowed({Role.ADMIN_ROLE, Role.OPERATOR_ROLE, Role.VIEWER_ROLE})
    @Operation(summary = "Sign out: the token that is presented counts no longer")
    public void signOut() {
        if (principal.requireMember().kind() != Principal.Kind.USER) {
            throw ProblemException.conflict("An API key has no session: to end it, delete the key");
        }
        sessions.signOut(principal.requireHash());
    }
}
