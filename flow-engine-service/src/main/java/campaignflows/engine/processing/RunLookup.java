package campaignflows.engine.processing;

import campaignflows.engine.walk.CampaignRun;
import campaignflows.platform.contracts.flow.NodeType;
import java.util.UUID;

/** Finds the definition of a run; see {@link campaignflows.engine.definition.Definitions#run}. */
@FunctionalInterface
public interface RunLookup {
    CampaignRun run(UUID tenantId, UUID campaignId, int run);

    /** Whether it is known already, without waiting, that no flow of the run starts with the trigger. */
    default boolean startsNothing(UUID tenantId, UUID campaignId, int run, NodeType trigger) {
        return false;
    }
}
