package campaignflows.upload.erasure;

import campaignflows.platform.contracts.participant.Erasure;
import campaignflows.platform.web.auth.Role;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Receives the erasures of people from participant-service, repeated until they are finished. */
@Path("/internal/v1/erasures")
@RunOnVirtualThread
@RolesAllowed(Role.SERVICE_ROLE)
public class ErasureResource {
    private final ErasureService service;

    ErasureResource(ErasureService service) {
        this.service = service;
    }

    @POST
    @Operation(hidden = true)
    public Erasure.Progress erase(Erasure.Order order) {
        return service.erase(order);
    }
}
