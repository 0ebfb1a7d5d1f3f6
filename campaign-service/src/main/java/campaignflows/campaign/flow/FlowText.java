package campaignflows.campaign.flow;

import java.util.List;
import java.util.UUID;

/** The stored texts of a flow that is saved. */
record FlowText(
        String name, boolean active, int revision, String graph, int graphBytes, String results, List<UUID> agentIds) {
    FlowText {
        agentIds = List.copyOf(agentIds);
    }
}
