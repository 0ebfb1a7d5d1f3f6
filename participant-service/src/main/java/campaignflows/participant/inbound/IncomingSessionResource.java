package campaignflows.participant.inbound;

import campaignflows.platform.contracts.participant.InboundContact;
import campaignflows.platform.web.auth.Role;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Receives from communication-service that a customer has begun a session: 204, however often it is sent. */
@Path("/internal/v1/customers/{customer_id}/incoming-sessions")
@RunOnVirtualThread
@RolesAllowed(Role.SERVICE_ROLE)
public class IncomingSessionResource {
    private final IncomingSessionService service;

    IncomingSessionResource(IncomingSessionService service) {
        this.service = service;
    }

    @POST
    @Operation(hidden = true)
    public void begin(@PathParam("customer_id") UUID customerId, InboundContact.Session session) {
        service.begin(customerId, session);
    }
}
