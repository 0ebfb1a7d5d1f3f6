package campaignflows.upload.remote;

import campaignflows.platform.contracts.definition.CampaignDefined;
import campaignflows.platform.web.client.InternalHttp;
import campaignflows.platform.web.client.RemoteProblem;
import campaignflows.platform.web.client.ServiceClient;
import campaignflows.platform.web.client.ServiceName;
import campaignflows.platform.web.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/** Asks campaign-service for the newest definition, so that a field added a second ago counts. */
@ApplicationScoped
public class CampaignClient {
    private static final int NOT_FOUND = 404;

    private final ServiceClient campaigns;

    public CampaignClient(InternalHttp http) {
        this.campaigns = http.to(ServiceName.CAMPAIGN);
    }

    /**
     * The definition of a campaign.
     *
     * @throws ProblemException 404 if the tenant has no such campaign; 503 if campaign-service does not answer
     */
    public CampaignDefined definition(UUID tenant, UUID campaign) {
        try {
            return campaigns
                    .get("/internal/v1/campaigns/{}/definition", campaign)
                    .query("tenant", tenant)
                    .asService(tenant)
                    .as(CampaignDefined.class);
        } catch (RemoteProblem e) {
            if (e.status() == NOT_FOUND) {
                throw ProblemException.notFound("campaign");
            }
            throw e;
        }
    }
}
