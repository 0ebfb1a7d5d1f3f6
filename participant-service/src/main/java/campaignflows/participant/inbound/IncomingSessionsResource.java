package campaignflows.participant.inbound;

import campaignflows.platform.contracts.participant.InboundContact;
import campaignflows.platform.web.auth.Role;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Receives from communication-service that many customers of a tenant have begun sessions: 204, however often it is sent. */
@Path("/internal/v1/customers/incoming-sessions")
@RunOnVirtualThread
@RolesAllowed(Role.SERVICE_ROLE)
public class IncomingSessionsResource {
    private final IncomingSessionService service;

    IncomingSessionsResource(IncomingSessionService service) {
        this.service = service;
    }

    @POST
    @Operation(hidden = true)
    public void begin(InboundContact.Sessions begun) {
        service.begin(begun);
    }
}
