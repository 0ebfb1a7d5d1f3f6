package campaignflows.campaign.lifecycle;

import campaignflows.platform.contracts.definition.CampaignNames;
import campaignflows.platform.web.auth.CurrentCaller;
import campaignflows.platform.web.auth.Role;
import campaignflows.platform.web.problem.ProblemException;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** The names of campaigns, for services that show them with their own data. */
@Path("/internal/v1/campaigns/names")
@Blocking
@RolesAllowed(Role.SERVICE_ROLE)
public class CampaignNamesResource {
    private final CampaignService campaigns;
    private final CurrentCaller caller;

    CampaignNamesResource(CampaignService campaigns, CurrentCaller caller) {
        this.campaigns = campaigns;
        this.caller = caller;
    }

    @POST
    @Operation(hidden = true)
    public Uni<CampaignNames.Response> names(CampaignNames.Query query) {
        if (query.campaignIds().size() > CampaignNames.MAX_CAMPAIGNS) {
            throw ProblemException.tooLarge("Ask for at most " + CampaignNames.MAX_CAMPAIGNS + " campaigns at a time");
        }
        if (caller.tenant().filter(own -> !own.equals(query.tenantId())).isPresent()) {
            throw ProblemException.notFound("tenant");
        }
        return campaigns.names(query.tenantId(), query.campaignIds()).map(CampaignNames.Response::new);
    }
}
