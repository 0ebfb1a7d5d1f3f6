package campaignflows.engine.processing;

import campaignflows.engine.definition.Definitions;
import campaignflows.engine.walk.CampaignRun;
import campaignflows.platform.contracts.flow.NodeType;
import java.util.UUID;

/** Runs by the definitions that this process has received or can request. */
record DefinedRuns(Definitions definitions) implements RunLookup {
    @Override
    public CampaignRun run(UUID tenantId, UUID campaignId, int run) {
        return definitions.run(tenantId, campaignId, run);
    }

    @Override
    public boolean startsNothing(UUID tenantId, UUID campaignId, int run, NodeType trigger) {
        return definitions.startsNothing(tenantId, campaignId, run, trigger);
    }
}
