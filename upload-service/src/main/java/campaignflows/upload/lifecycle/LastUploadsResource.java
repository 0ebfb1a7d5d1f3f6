package campaignflows.upload.lifecycle;

import campaignflows.platform.contracts.definition.LastUploads;
import campaignflows.platform.web.auth.CurrentCaller;
import campaignflows.platform.web.auth.Role;
import campaignflows.platform.web.problem.ProblemException;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** The times of the last uploads of campaigns, for the list of campaigns: one request for a page of them. */
@Path("/internal/v1/campaigns/last-uploads")
@RunOnVirtualThread
@RolesAllowed(Role.SERVICE_ROLE)
public class LastUploadsResource {
    private final UploadService uploads;
    private final CurrentCaller caller;

    LastUploadsResource(UploadService uploads, CurrentCaller caller) {
        this.uploads = uploads;
        this.caller = caller;
    }

    @POST
    @Operation(hidden = true)
    public LastUploads.Response lastUploads(LastUploads.Query query) {
        if (query.campaignIds().size() > LastUploads.MAX_CAMPAIGNS) {
            throw ProblemException.tooLarge("Ask for at most " + LastUploads.MAX_CAMPAIGNS + " campaigns at a time");
        }
        return new LastUploads.Response(uploads.lastUploads(caller.requireTenant(), query.campaignIds()));
    }
}
