package campaignflows.upload.erasure;

import campaignflows.platform.contracts.participant.Erasure;
import campaignflows.platform.contracts.participant.KeptRows;
import campaignflows.platform.web.auth.Role;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** What an erasure of a person would find, for participant-service, which gathers all that is kept about it. */
@Path("/internal/v1/kept-rows")
@RunOnVirtualThread
@RolesAllowed(Role.SERVICE_ROLE)
public class KeptRowResource {
    private final KeptRowService service;

    KeptRowResource(KeptRowService service) {
        this.service = service;
    }

    @POST
    @Operation(hidden = true)
    public KeptRows find(Erasure.Order person) {
        return service.find(person);
    }
}
