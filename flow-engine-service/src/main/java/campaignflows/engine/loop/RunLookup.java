package campaignflows.engine.loop;

import campaignflows.engine.walk.CampaignRun;
import java.util.UUID;

/** Finds the definition of a run; see {@link campaignflows.engine.definition.Definitions#run}. */
@FunctionalInterface
public interface RunLookup {
    CampaignRun run(UUID tenantId, UUID campaignId, int run);
}
