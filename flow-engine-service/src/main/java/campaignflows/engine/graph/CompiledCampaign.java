package campaignflows.engine.graph;

import campaignflows.engine.value.TenantFormats;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A campaign's active flows in one run, in their order.
 *
 * @param revision of the definition
 */
public record CompiledCampaign(
        UUID tenantId, UUID campaignId, int run, long revision, TenantFormats formats, List<CompiledFlow> flows) {
    public CompiledCampaign {
        flows = List.copyOf(flows);
    }

    /** The active flow of that id; null if there is none, or it is not active. */
    public @Nullable CompiledFlow flow(UUID id) {
        for (CompiledFlow flow : flows) {
            if (flow.id().equals(id)) {
                return flow;
            }
        }
        return null;
    }
}
