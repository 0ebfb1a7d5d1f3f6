package campaignflows.upload.forecast;

import campaignflows.platform.web.auth.CurrentCaller;
import campaignflows.platform.web.auth.Role;
import campaignflows.platform.web.request.RequestBodies;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.InputStream;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Receives the file of a forecast from campaign-service. */
@Path("/internal/v1/campaigns/{campaign_id}/simulation-subjects")
@RunOnVirtualThread
@RolesAllowed(Role.SERVICE_ROLE)
public class ForecastRowsResource {
    private final ForecastRowsService service;
    private final CurrentCaller caller;

    ForecastRowsResource(ForecastRowsService service, CurrentCaller caller) {
        this.service = service;
        this.caller = caller;
    }

    @POST
    @Consumes("text/csv")
    @Produces("application/x-ndjson")
    @Operation(hidden = true)
    public StreamingOutput subjects(@PathParam("campaign_id") UUID campaignId, InputStream file) throws IOException {
        UUID tenant = caller.requireTenant();
        InputStream subjects;
        try {
            subjects = service.simulationSubjects(tenant, campaignId, file);
        } catch (RuntimeException e) {
            RequestBodies.discardRest(file);
            throw e;
        }
        return out -> {
            try (subjects) {
                subjects.transferTo(out);
            }
        };
    }
}
