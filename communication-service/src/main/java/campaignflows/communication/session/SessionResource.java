package campaignflows.communication.session;

import campaignflows.platform.web.auth.CurrentCaller;
import campaignflows.platform.web.auth.Role;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Sessions over HTTP. */
@Path("/api/v1/sessions/{session_id}")
@RunOnVirtualThread
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Role.VIEWER_ROLE)
@Tag(name = "Communications")
public class SessionResource {
    private final SessionReader service;
    private final CurrentCaller caller;

    public SessionResource(SessionReader service, CurrentCaller caller) {
        this.service = service;
        this.caller = caller;
    }

    @GET
    @Operation(summary = "Get a session with its messages, parameters and results")
    public SessionView get(@PathParam("session_id") UUID id) {
        return service.get(caller.requireTenant(), id);
    }
}
