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

    /** The agents that the flow's nodes name, in their order, each once; also those of settings that are not readable in all. */
    public static List<UUID> agentsOf(Flow flow) {
        Set<UUID> used = new LinkedHashSet<>();
        for (Node node : flow.nodes()) {
            NodeSettings settings = node.settings() instanceof NodeSettings.Unreadable unreadable
                    ? unreadable.readable()
                    : node.settings();
            if (settings instanceof NodeSettings.Communication communication && communication.agentId() != null) {
                used.add(communication.agentId());
            }
        }
        return List.copyOf(used);
    }

    /** The union of the results of these agents; of two with one name the first counts. */
    public static List<ResultField> of(Collection<UUID> used, Map<UUID, AgentSummary> agents) {
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
