package campaignflows.communication.run;

import campaignflows.platform.contracts.definition.CampaignDefined;
import campaignflows.platform.contracts.definition.CampaignStatus;
import campaignflows.platform.contracts.flow.NodeSettings;
import jakarta.inject.Singleton;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which agents and channels the flows of Active campaigns use, as their definitions tell: so that nobody takes one away
 * that a walk may name at any moment. A definition that is on its way is not known yet; then planning finds out.
 */
@Singleton
public final class ActiveFlows {
    private final Map<UUID, Use> byCampaign = new ConcurrentHashMap<>();

    /** An agent on a channel. */
    public record Pair(UUID agentId, UUID channelId) {}

    private record Use(String name, Set<Pair> pairs) {}

    void hear(CampaignDefined definition) {
        Set<Pair> pairs = new HashSet<>();
        if (definition.status() == CampaignStatus.ACTIVE) {
            definition.flows().stream().flatMap(flow -> flow.nodes().stream()).forEach(node -> {
                if (node.settings() instanceof NodeSettings.Communication communication) {
                    UUID agent = communication.agentId();
                    UUID channel = communication.channelId();
                    if (agent != null && channel != null) {
                        pairs.add(new Pair(agent, channel));
                    }
                }
            });
        }
        if (pairs.isEmpty()) {
            forget(definition.campaignId());
        } else {
            byCampaign.put(definition.campaignId(), new Use(definition.name(), Set.copyOf(pairs)));
        }
    }

    void forget(UUID campaignId) {
        byCampaign.remove(campaignId);
    }

    /** The name of an Active campaign that uses the agent. */
    public Optional<String> userOf(UUID agentId) {
        return byCampaign.values().stream()
                .filter(use ->
                        use.pairs().stream().anyMatch(pair -> pair.agentId().equals(agentId)))
                .map(Use::name)
                .findFirst();
    }

    /** The name of an Active campaign that uses the agent on the channel. */
    public Optional<String> userOf(Pair pair) {
        return byCampaign.values().stream()
                .filter(use -> use.pairs().contains(pair))
                .map(Use::name)
                .findFirst();
    }
}
