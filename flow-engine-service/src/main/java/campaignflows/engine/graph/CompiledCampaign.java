package campaignflows.engine.graph;

import campaignflows.engine.value.TenantForms;
import java.util.List;
import java.util.UUID;

/**
 * A campaign's active flows in one run, in their order.
 *
 * @param revision of the definition
 */
public record CompiledCampaign(
        UUID tenantId, UUID campaignId, int run, long revision, TenantForms forms, List<CompiledFlow> flows) {
    public CompiledCampaign {
        flows = List.copyOf(flows);
    }
}
