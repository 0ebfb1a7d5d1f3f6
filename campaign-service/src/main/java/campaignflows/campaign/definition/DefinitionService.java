package campaignflows.campaign.definition;

import campaignflows.campaign.lifecycle.CampaignService;
import campaignflows.platform.contracts.definition.CampaignDefined;
import campaignflows.platform.database.Database;
import campaignflows.platform.web.problem.ProblemException;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.UUID;

/** Returns the newest definition of a campaign. */
@Singleton
public class DefinitionService {
    private final Database database;
    private final DefinitionRepository definitions;

    DefinitionService(Database database, DefinitionRepository definitions) {
        this.database = database;
        this.definitions = definitions;
    }

    /**
     * The newest definition, or empty if its revision is the known one. It is read while nobody changes the campaign, so
     * that its parts belong together.
     *
     * @throws ProblemException 404 if the tenant has no such campaign
     */
    public Optional<CampaignDefined> newerThan(UUID tenant, UUID campaignId, long knownRevision) {
        long revision = database.read(tx -> definitions.revision(tx, tenant, campaignId))
                .orElseThrow(CampaignService::unknown);
        if (revision == knownRevision) {
            return Optional.empty();
        }
        return Optional.of(database.inTransaction(tx -> definitions.find(tx, tenant, campaignId))
                .orElseThrow(CampaignService::unknown));
    }
}
