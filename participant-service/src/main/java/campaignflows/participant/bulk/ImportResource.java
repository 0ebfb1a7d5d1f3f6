package campaignflows.participant.bulk;

import campaignflows.platform.contracts.participant.ImportBatch;
import campaignflows.platform.web.auth.Role;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Where upload-service sends the chunks of files and API requests. */
@Path("/internal/v1/participants/batches")
@RunOnVirtualThread
@RolesAllowed(Role.SERVICE_ROLE)
public class ImportResource {
    private final ImportService service;

    ImportResource(ImportService service) {
        this.service = service;
    }

    @POST
    @Operation(hidden = true)
    public ImportBatch.Result land(ImportBatch batch) {
        return service.land(batch);
    }
}
