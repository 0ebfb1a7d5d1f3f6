package campaignflows.communication.agent;

import campaignflows.communication.channel.Channel;
import campaignflows.communication.external.ExternalSettings;
import campaignflows.platform.contracts.Json;
import campaignflows.platform.contracts.communication.AgentSummary;
import campaignflows.platform.web.request.Cursor;
import campaignflows.platform.web.request.Page;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Agents as they are shown: to callers, and to those who validate flows. */
final class AgentViews {
    private AgentViews() {}

    /** @param list the name of the list, for its cursors */
    static Page<AgentView> page(String list, List<Agent> found, int limit) {
        return Page.ofOneMore(
                        found, limit, agent -> Cursor.encode(list, agent.name().toLowerCase(Locale.ROOT)))
                .map(AgentViews::view);
    }

    static List<AgentSummary> summaries(List<Agent> agents, List<Channel> channels) {
        Map<UUID, Channel> byId = channels.stream().collect(Collectors.toMap(Channel::id, Function.identity()));
        return agents.stream().map(agent -> summary(agent, byId)).toList();
    }

    private static AgentSummary summary(Agent agent, Map<UUID, Channel> attached) {
        return new AgentSummary(
                agent.id(),
                agent.name(),
                agent.kind(),
                agent.status(),
                agent.channelIds().stream()
                        .map(attached::get)
                        .filter(Objects::nonNull)
                        .map(channel -> new AgentSummary.AttachedChannel(
                                channel.id(), channel.name(), channel.type(), channel.status()))
                        .toList(),
                agent.results());
    }

    static AgentView view(Agent agent) {
        return view(agent, null);
    }

    /** @param shown a secret that is shown this once; null: none */
    static AgentView view(Agent agent, @Nullable String shown) {
        return new AgentView(
                agent.id(),
                agent.name(),
                agent.kind(),
                agent.status(),
                agent.channelIds(),
                agent.results().stream()
                        .map(result -> new AgentView.Result(
                                result.name(),
                                result.title(),
                                result.type(),
                                result.values().isEmpty() ? null : result.values()))
                        .toList(),
                settings(agent, shown),
                agent.noResponseAfter(),
                agent.trouble());
    }

    /** @param shown a secret that is shown this once; null: none */
    static JsonNode settings(Agent agent, @Nullable String shown) {
        ExternalSettings external = agent.external();
        if (external != null && shown != null) {
            return Json.mapper().valueToTree(external.showing(shown));
        }
        return agent.settings() == null
                ? Json.mapper().createObjectNode()
                : Json.mapper().valueToTree(agent.settings());
    }
}
