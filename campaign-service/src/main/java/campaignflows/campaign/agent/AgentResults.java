package campaignflows.campaign.agent;

import campaignflows.platform.contracts.communication.AgentSummary;
import campaignflows.platform.contracts.communication.ResultField;
import campaignflows.platform.contracts.flow.Flow;
import campaignflows.platform.contracts.flow.Node;
import campaignflows.platform.contracts.flow.NodeSettings;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** The conversation results that flows can ask for. */
public final class AgentResults {
    private AgentResults() {}

    /** The union of the results of the agents that the flow uses; of two with one name the first counts. */
    public static List<ResultField> of(Flow flow, Map<UUID, AgentSummary> agents) {
        Set<UUID> used = new LinkedHashSet<>();
        for (Node node : flow.nodes()) {
            if (node.settings() instanceof NodeSettings.Communication communication
                    && communication.agentId() != null) {
                used.add(communication.agentId());
            }
        }
        List<ResultField> results = new ArrayList<>();
        for (UUID agentId : used) {
            AgentSummary agent = agents.get(agentId);
            if (agent != null) {
                results.addAll(agent.results());
            }
        }
        return union(results);
    }

    /** Each name once; an enumeration has the values of all of that name. */
    public static List<ResultField> union(Collection<ResultField> results) {
        Map<String, ResultField> byName = new LinkedHashMap<>();
        for (ResultField result : results) {
            byName.merge(result.name(), result, AgentResults::merge);
        }
        return List.copyOf(byName.values());
    }

    private static ResultField merge(ResultField first, ResultField second) {
        if (first.type() != second.type()) {
            return first;
        }
        Set<String> values = new LinkedHashSet<>(first.values());
        values.addAll(second.values());
        return new ResultField(first.name(), first.title(), first.type(), List.copyOf(values));
    }
}
