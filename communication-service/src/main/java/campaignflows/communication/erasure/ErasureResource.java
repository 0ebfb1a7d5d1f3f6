package campaignflows.communication.erasure;

import campaignflows.platform.contracts.participant.Erasure;
import campaignflows.platform.web.auth.Role;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.Operation;

/**
 * Tells participant-service whether a person has been erased here. The work itself is ordered on the commands' topic, behind
 * all that was ordered for the person before.
 */
@Path("/internal/v1/erasures")
@RunOnVirtualThread
@RolesAllowed(Role.SERVICE_ROLE)
public class ErasureResource {
    private final ErasureService service;

    public ErasureResource(ErasureService service) {
        this.service = service;
    }

    @POST
    @Operation(hidden = true)
    public Erasure.Progress progress(Erasure.Order order) {
        return service.progress(order);
    }
}
