package campaignflows.campaign.definition;

import campaignflows.campaign.campaign.Campaign;
import campaignflows.campaign.campaign.CampaignRepository;
import campaignflows.campaign.campaign.CampaignService;
import campaignflows.platform.contracts.definition.CampaignDefined;
import campaignflows.platform.messaging.Database;
import campaignflows.platform.web.problem.ProblemException;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.UUID;

/** Answers what the newest definition of a campaign is. */
@Singleton
public class DefinitionService {
    private final Database database;
    private final CampaignRepository campaigns;
    private final Definitions definitions;

    DefinitionService(Database database, CampaignRepository campaigns, Definitions definitions) {
        this.database = database;
        this.campaigns = campaigns;
        this.definitions = definitions;
    }

    /**
     * The newest definition, or empty if its revision is the known one. It is read while nobody changes the campaign, so
     * that its parts belong together.
     *
     * @throws ProblemException 404 if the tenant has no such campaign
     */
    public Optional<CampaignDefined> newerThan(UUID tenant, UUID campaignId, long knownRevision) {
        Campaign now =
                database.read(tx -> campaigns.find(tx, tenant, campaignId)).orElseThrow(CampaignService::unknown);
        if (now.revision() == knownRevision) {
            return Optional.empty();
        }
        return Optional.of(database.inTransaction(tx ->
                definitions.of(tx, campaigns.share(tx, tenant, campaignId).orElseThrow(CampaignService::unknown))));
    }
}
