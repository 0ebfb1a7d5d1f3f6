package campaignflows.campaign.campaign;

import campaignflows.platform.contracts.definition.CampaignNames;
import campaignflows.platform.messaging.Database;
import campaignflows.platform.web.auth.CurrentCaller;
import campaignflows.platform.web.auth.Role;
import campaignflows.platform.web.problem.ProblemException;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** How campaigns are called, for services that show them beside their own data. */
@Path("/internal/v1/campaigns/names")
@RunOnVirtualThread
@RolesAllowed(Role.SERVICE_ROLE)
public class CampaignNamesResource {
    private final Database database;
    private final CampaignRepository campaigns;
    private final CurrentCaller caller;

    CampaignNamesResource(Database database, CampaignRepository campaigns, CurrentCaller caller) {
        this.database = database;
        this.campaigns = campaigns;
        this.caller = caller;
    }

    @POST
    @Operation(hidden = true)
    public CampaignNames.Answer names(CampaignNames.Query query) {
        if (query.campaignIds().size() > CampaignNames.MAX_CAMPAIGNS) {
            throw ProblemException.tooLarge("Ask for at most " + CampaignNames.MAX_CAMPAIGNS + " campaigns at a time");
        }
        if (caller.tenant().filter(own -> !own.equals(query.tenantId())).isPresent()) {
            throw ProblemException.notFound("tenant");
        }
        return new CampaignNames.Answer(
                database.read(tx -> campaigns.names(tx, query.tenantId(), query.campaignIds())));
    }
}
