package campaignflows.campaign.validation;

import campaignflows.platform.contracts.communication.AgentSummary;
import campaignflows.platform.contracts.flow.Flow;
import campaignflows.platform.values.ParseContext;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * What a flow is validated against.
 *
 * @param agents           all of the tenant, by id
 * @param otherActiveFlows the campaign's active flows without the validated one
 * @param targets          flows of the campaign that the validated one may hand over to, by id; at least those it names
 * @param parsing          how the tenant's texts become values
 */
public record ValidationContext(
        PropertyCatalogue properties,
        Map<UUID, AgentSummary> agents,
        List<Flow> otherActiveFlows,
        Map<UUID, TargetFlow> targets,
        ParseContext parsing) {
    public ValidationContext {
        agents = Map.copyOf(agents);
        otherActiveFlows = List.copyOf(otherActiveFlows);
        targets = Map.copyOf(targets);
    }
}
