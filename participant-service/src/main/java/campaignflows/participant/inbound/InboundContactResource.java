package campaignflows.participant.inbound;

import campaignflows.platform.contracts.participant.InboundContact;
import campaignflows.platform.web.auth.Role;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Returns to communication-service whose address a message came from, or whose the addresses of many are. */
@Path("/internal/v1/customers/contacts")
@RunOnVirtualThread
@RolesAllowed(Role.SERVICE_ROLE)
public class InboundContactResource {
    private final ContactService service;

    InboundContactResource(ContactService service) {
        this.service = service;
    }

    @POST
    @Operation(hidden = true)
    public InboundContact.Response customerOf(InboundContact.Query query) {
        return new InboundContact.Response(service.customerOf(query));
    }

    @POST
    @Path("/batch")
    @Operation(hidden = true)
    public InboundContact.BatchResponse ownersOf(InboundContact.BatchQuery query) {
        return service.ownersOf(query);
    }
}
