package campaignflows.campaign.flow;

import campaignflows.platform.contracts.communication.AgentSummary;
import campaignflows.platform.values.ParseContext;
import java.util.Map;
import java.util.UUID;

/** What a validation needs to know from other services. It is requested before a transaction, never inside one. */
public record ValidationInputs(Map<UUID, AgentSummary> agents, ParseContext parsing) {
    public ValidationInputs {
        agents = Map.copyOf(agents);
    }
}
