package campaignflows.campaign.document;

import campaignflows.campaign.document.CampaignDocument.DocumentAgent;
import campaignflows.campaign.document.CampaignDocument.DocumentChannel;
import campaignflows.platform.contracts.communication.AgentSummary;
import campaignflows.platform.contracts.communication.AgentSummary.AttachedChannel;
import campaignflows.platform.contracts.flow.NodeSettings;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Agents and channels have different ids in another tenant. A document contains their names, and an import looks for those of the
 * same name and kind; a reference that finds none stays as it is, and activation reports what is missing.
 */
final class Agents {
    private final Map<UUID, AgentSummary> here;
    private final Map<UUID, DocumentAgent> agents = new HashMap<>();
    private final Map<UUID, DocumentChannel> channels = new HashMap<>();

    /**
     * For an import.
     *
     * @param here the tenant's agents
     */
    Agents(Map<UUID, AgentSummary> here, CampaignDocument document) {
        this.here = here;
        for (DocumentAgent agent : Objects.requireNonNullElse(document.agents(), List.<DocumentAgent>of())) {
            if (agent != null && agent.id() != null) {
                agents.put(agent.id(), agent);
            }
        }
        for (DocumentChannel channel : Objects.requireNonNullElse(document.channels(), List.<DocumentChannel>of())) {
            if (channel != null && channel.id() != null) {
                channels.put(channel.id(), channel);
            }
        }
    }

    /** The node's settings with the agent and the channel that they mean here. */
    NodeSettings.Communication resolved(NodeSettings.Communication settings) {
        Optional<AgentSummary> agent = agent(settings.agentId());
        return new NodeSettings.Communication(
                settings.communicationName(),
                agent.map(AgentSummary::id).orElse(settings.agentId()),
                agent.flatMap(known -> channel(known, settings.channelId()))
                        .map(AttachedChannel::id)
                        .orElse(settings.channelId()),
                settings.when(),
                settings.parameters(),
                settings.subject(),
                settings.body(),
                settings.template());
    }

    private Optional<AgentSummary> agent(@Nullable UUID id) {
        if (id == null || here.containsKey(id)) {
            return Optional.ofNullable(id).map(here::get);
        }
        DocumentAgent meant = agents.get(id);
        return meant == null
                ? Optional.empty()
                : only(here.values().stream()
                        .filter(agent -> agent.name().equals(meant.name()) && agent.kind() == meant.kind())
                        .toList());
    }

    private Optional<AttachedChannel> channel(AgentSummary agent, @Nullable UUID id) {
        Optional<AttachedChannel> same = agent.channels().stream()
                .filter(channel -> channel.id().equals(id))
                .findFirst();
        DocumentChannel meant = id == null ? null : channels.get(id);
        if (same.isPresent() || meant == null) {
            return same;
        }
        return only(agent.channels().stream()
                .filter(channel -> channel.name().equals(meant.name()) && channel.type() == meant.type())
                .toList());
    }

    /** Two of one name are none: a guess would send by the wrong one. */
    private static <T> Optional<T> only(List<T> found) {
        return found.size() == 1 ? Optional.of(found.getFirst()) : Optional.empty();
    }

    /** Those of the tenant's agents that the settings name, in the order of their ids. */
    static List<DocumentAgent> named(Map<UUID, AgentSummary> here, Collection<NodeSettings.Communication> used) {
        Map<UUID, DocumentAgent> named = new TreeMap<>();
        for (NodeSettings.Communication settings : used) {
            AgentSummary agent = settings.agentId() == null ? null : here.get(settings.agentId());
            if (agent != null) {
                named.put(agent.id(), new DocumentAgent(agent.id(), agent.name(), agent.kind()));
            }
        }
        return new ArrayList<>(named.values());
    }

    /** Those of these agents' channels that the settings name, in the order of their ids. */
    static List<DocumentChannel> channelsNamed(
            Map<UUID, AgentSummary> here, Collection<NodeSettings.Communication> used) {
        Map<UUID, DocumentChannel> named = new TreeMap<>();
        for (NodeSettings.Communication settings : used) {
            AgentSummary agent = settings.agentId() == null ? null : here.get(settings.agentId());
            if (agent != null) {
                agent.channels().stream()
                        .filter(channel -> channel.id().equals(settings.channelId()))
                        .forEach(channel -> named.put(
                                channel.id(), new DocumentChannel(channel.id(), channel.name(), channel.type())));
            }
        }
        return new ArrayList<>(named.values());
    }
}
