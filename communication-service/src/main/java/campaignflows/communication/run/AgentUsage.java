package campaignflows.communication.run;

import campaignflows.platform.contracts.definition.CampaignDefined;
import campaignflows.platform.contracts.flow.Flow;
import campaignflows.platform.contracts.flow.NodeSettings;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/**
 * Which agents and channels the active flows of campaigns use, as their definitions tell: so that nobody takes one away
 * that a walk may name, be it now or when the campaign is started again. The campaign's status does not matter: an active flow
 * is checked when it is activated, and what it was checked against must stay. A definition that is on its way is not known
 * yet; then planning finds out.
 */
@Singleton
public final class AgentUsage {
    private static final int NAMED = 5;

    private final Map<UUID, List<Use>> byCampaign = new ConcurrentHashMap<>();

    /** An agent on a channel. */
    public record Pair(UUID agentId, UUID channelId) {}

    private record Use(UUID tenantId, String campaign, String flow, Set<Pair> pairs) {
        private String words() {
            return "%s (campaign %s)".formatted(flow, campaign);
        }
    }

    void update(CampaignDefined definition) {
        List<Use> uses = new ArrayList<>();
        for (Flow flow : definition.flows()) {
            Set<Pair> pairs = new HashSet<>();
            flow.nodes().forEach(node -> {
                if (node.settings() instanceof NodeSettings.Communication communication) {
                    UUID agent = communication.agentId();
                    UUID channel = communication.channelId();
                    if (agent != null && channel != null) {
                        pairs.add(new Pair(agent, channel));
                    }
                }
            });
            if (!pairs.isEmpty()) {
                uses.add(new Use(definition.tenantId(), definition.name(), flow.name(), Set.copyOf(pairs)));
            }
        }
        if (uses.isEmpty()) {
            forget(definition.campaignId());
        } else {
            byCampaign.put(definition.campaignId(), List.copyOf(uses));
        }
    }

    void forget(UUID campaignId) {
        byCampaign.remove(campaignId);
    }

    /** The active flows of the tenant that use the agent, by name and campaign. */
    public List<String> usersOf(UUID tenantId, UUID agentId) {
        return users(tenantId, pair -> pair.agentId().equals(agentId));
    }

    /** The active flows of the tenant that use the agent on the channel, by name and campaign. */
    public List<String> usersOf(UUID tenantId, Pair wanted) {
        return users(tenantId, wanted::equals);
    }

    /** The active flows of the tenant that use the channel, by name and campaign. */
    public List<String> usersOfChannel(UUID tenantId, UUID channelId) {
        return users(tenantId, pair -> pair.channelId().equals(channelId));
    }

    /** Names for a sentence: the first few, and how many more there are. */
    public static String named(List<String> flows) {
        String first = String.join(", ", flows.subList(0, Math.min(NAMED, flows.size())));
        return flows.size() <= NAMED ? first : "%s and %d more".formatted(first, flows.size() - NAMED);
    }

    private List<String> users(UUID tenantId, Predicate<Pair> wanted) {
        return byCampaign.values().stream()
                .flatMap(List::stream)
                .filter(use ->
                        use.tenantId().equals(tenantId) && use.pairs().stream().anyMatch(wanted))
                .map(Use::words)
                .sorted(Comparator.naturalOrder())
                .toList();
    }
}
