package campaignflows.campaign.analytics;

import campaignflows.platform.web.auth.CurrentCaller;
import campaignflows.platform.web.auth.Role;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Embedding of Superset's dashboard over HTTP. */
@Path("/api/v1/campaigns/{campaign_id}/analytics/embed")
@RunOnVirtualThread
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Role.VIEWER_ROLE)
@Tag(name = "Analytics")
public class EmbeddedDashboardResource {
    private final EmbeddedDashboardService service;
    private final CurrentCaller caller;

    EmbeddedDashboardResource(EmbeddedDashboardService service, CurrentCaller caller) {
        this.service = service;
        this.caller = caller;
    }

    @POST
    @Operation(
            operationId = "embedAnalytics",
            summary = "Gives access to Superset's dashboard of a campaign",
            description =
                    "A guest token of Apache Superset for its embedded SDK, limited to the rows of this tenant and campaign. Only where an operator has set Superset up: embeddable of the analytics says so.")
    @APIResponse(responseCode = "200", description = "The token, and where the dashboard is")
    @APIResponse(responseCode = "404", description = "There is no such campaign, or no Superset is set up")
    @APIResponse(
            responseCode = "503",
            description =
                    "Superset does not respond, or refuses: the detail says what to do, and what an operator has to check")
    public EmbeddedDashboard embed(@PathParam("campaign_id") UUID campaignId) {
        return service.of(caller.requireTenant(), campaignId);
    }
}
