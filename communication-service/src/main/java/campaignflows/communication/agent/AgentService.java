package campaignflows.communication.agent;

import campaignflows.communication.channel.Channel;
import campaignflows.communication.channel.ChannelRepository;
import campaignflows.communication.channel.ChannelRules;
import campaignflows.communication.dispatch.DispatchBell;
import campaignflows.communication.run.ActiveFlows;
import campaignflows.platform.contracts.Ids;
import campaignflows.platform.contracts.Json;
import campaignflows.platform.contracts.communication.AgentKind;
import campaignflows.platform.contracts.communication.AgentSummary;
import campaignflows.platform.contracts.communication.ResultField;
import campaignflows.platform.contracts.communication.RunningStatus;
import campaignflows.platform.messaging.Database;
import campaignflows.platform.web.problem.ProblemException;
import campaignflows.platform.web.request.Cursor;
import campaignflows.platform.web.request.Page;
import com.fasterxml.jackson.databind.JsonNode;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/**
 * Creating and changing agents. A new one runs at once. What Planned communications or open sessions need of an agent is
 * not taken away from under them.
 */
@Singleton
public final class AgentService {
    static final String LIST = "agents:name";

    private static final String[] OPEN = {"planned", "started", "delivered", "read", "replied"};
    private static final int ALL = 100_000;

    private final AgentRepository agents = new AgentRepository();
    private final ChannelRepository channels = new ChannelRepository();
    private final Database database;
    private final ActiveFlows activeFlows;
    private final DispatchBell bell;

    public AgentService(Database database, ActiveFlows activeFlows, DispatchBell bell) {
        this.activeFlows = activeFlows;
        this.database = database;
        this.bell = bell;
    }

    public AgentView create(UUID tenantId, AgentView.New body) {
        String name = ChannelRules.name(body.name());
        AgentKind kind = AgentRules.kind(body.kind());
        List<UUID> channelIds = AgentRules.channelIds(body.channelIds());
        List<ResultField> results = AgentRules.results(kind, body.results());
        Agent agent = new Agent(
                Ids.v7(),
                tenantId,
                name,
                kind,
                RunningStatus.RUNNING,
                channelIds,
                results,
                AgentRules.settings(kind, body.settings(), results),
                AgentRules.noResponseAfter(body.noResponseAfter()),
                Instant.now().truncatedTo(ChronoUnit.MICROS));
        database.useTransaction(tx -> {
            AgentRules.requireUsable(kind, channelIds, channels.forReference(tx, tenantId, channelIds));
            if (!agents.insert(tx, agent)) {
                throw nameTaken(name);
            }
        });
        return view(agent);
    }

    public AgentView get(UUID tenantId, UUID id) {
        return view(database.read(handle -> agents.find(handle, tenantId, id)).orElseThrow(AgentService::unknown));
    }

    public Page<AgentView> list(UUID tenantId, int limit, Optional<Cursor> cursor) {
        String after = cursor.map(c -> c.text(0)).orElse(null);
        return database.read(handle -> Page.ofOneMore(
                        agents.list(handle, tenantId, after, limit + 1),
                        limit,
                        agent -> Cursor.encode(LIST, agent.name().toLowerCase(Locale.ROOT)))
                .map(AgentService::view)
                .withTotal(agents.count(handle, tenantId)));
    }

    /** All of the tenant, as the validation of flows needs them. */
    public List<AgentSummary> summaries(UUID tenantId) {
        return database.read(handle -> {
            List<Agent> all = agents.list(handle, tenantId, null, ALL);
            Map<UUID, Channel> attached = channels
                    .forReference(
                            handle,
                            tenantId,
                            all.stream()
                                    .flatMap(agent -> agent.channelIds().stream())
                                    .distinct()
                                    .toList())
                    .stream()
                    .collect(Collectors.toMap(Channel::id, Function.identity()));
            return all.stream().map(agent -> summary(agent, attached)).toList();
        });
    }

    public AgentView change(UUID tenantId, UUID id, AgentView.Change body) {
        return edit(tenantId, id, (tx, agent) -> {
            String name = body.name() == null ? agent.name() : ChannelRules.name(body.name());
            if (agents.isNameTaken(tx, tenantId, name, id)) {
                throw nameTaken(name);
            }
            List<UUID> channelIds =
                    body.channelIds() == null ? agent.channelIds() : AgentRules.channelIds(body.channelIds());
            if (body.channelIds() != null) {
                AgentRules.requireUsable(agent.kind(), channelIds, channels.forReference(tx, tenantId, channelIds));
                requireFree(tx, agent, channelIds);
            }
            List<ResultField> results =
                    body.results() == null ? agent.results() : AgentRules.results(agent.kind(), body.results());
            requireKept(agent, results);
            JsonNode settings = body.settings() != null ? body.settings() : settings(agent);
            return new Agent(
                    id,
                    tenantId,
                    name,
                    agent.kind(),
                    agent.status(),
                    channelIds,
                    results,
                    AgentRules.settings(agent.kind(), settings, results),
                    body.noResponseAfter() == null
                            ? agent.noResponseAfter()
                            : AgentRules.noResponseAfter(body.noResponseAfter()),
                    agent.createdAt());
        });
    }

    public AgentView start(UUID tenantId, UUID id) {
        AgentView started = edit(tenantId, id, (tx, agent) -> agent.with(RunningStatus.RUNNING));
        bell.ring();
        return started;
    }

    public AgentView stop(UUID tenantId, UUID id) {
        return edit(tenantId, id, (tx, agent) -> agent.with(RunningStatus.STOPPED));
    }

    public void delete(UUID tenantId, UUID id) {
        database.useTransaction(tx -> {
            if (agents.lock(tx, tenantId, id).isEmpty()) {
                throw unknown();
            }
            List<String> flows = activeFlows.usersOf(tenantId, id);
            if (!flows.isEmpty()) {
                throw ProblemException.conflict(
                        "Active flows use the agent: %s. Deactivate them or give them another agent first"
                                .formatted(ActiveFlows.named(flows)));
            }
            if (!agents.channelsInUse(tx, id, OPEN).isEmpty()) {
                throw ProblemException.conflict(
                        "The agent has Planned communications or open sessions: stop it instead,"
                                + " and delete it when they have ended");
            }
            agents.delete(tx, id);
        });
    }

    /** Expressions of active flows may name any result of the agents that they use: those stay, others may come. */
    private void requireKept(Agent agent, List<ResultField> after) {
        List<String> lost = AgentRules.lost(agent.results(), after);
        if (lost.isEmpty()) {
            return;
        }
        List<String> flows = activeFlows.usersOf(agent.tenantId(), agent.id());
        if (!flows.isEmpty()) {
            throw ProblemException.conflict(
                    "Active flows use the agent, so its results and their types and values stay (%s): %s. Deactivate them first"
                            .formatted(String.join(", ", lost), ActiveFlows.named(flows)));
        }
    }

    private void requireFree(Handle tx, Agent agent, List<UUID> kept) {
        List<UUID> removed = new ArrayList<>(agent.channelIds());
        removed.removeAll(kept);
        if (removed.isEmpty()) {
            return;
        }
        List<String> flows = removed.stream()
                .flatMap(channel ->
                        activeFlows.usersOf(agent.tenantId(), new ActiveFlows.Pair(agent.id(), channel)).stream())
                .distinct()
                .toList();
        if (!flows.isEmpty()) {
            throw ProblemException.conflict(
                    "Active flows use the agent on a channel that would be detached: %s. Deactivate them or change them first"
                            .formatted(ActiveFlows.named(flows)));
        }
        removed.retainAll(agents.channelsInUse(tx, agent.id(), "planned"));
        if (!removed.isEmpty()) {
            throw ProblemException.conflict(
                    "The agent has Planned communications on a channel that would be detached: " + removed.getFirst());
        }
    }

    private AgentView edit(UUID tenantId, UUID id, BiFunction<Handle, Agent, Agent> edit) {
        return view(database.inTransaction(tx -> {
            Agent agent = agents.lock(tx, tenantId, id).orElseThrow(AgentService::unknown);
            Agent changed = edit.apply(tx, agent);
            agents.update(tx, changed);
            return changed;
        }));
    }

    private static AgentSummary summary(Agent agent, Map<UUID, Channel> attached) {
        return new AgentSummary(
                agent.id(),
                agent.name(),
                agent.kind(),
                agent.status(),
                agent.channelIds().stream()
                        .map(attached::get)
                        .filter(java.util.Objects::nonNull)
                        .map(channel -> new AgentSummary.AttachedChannel(
                                channel.id(), channel.name(), channel.type(), channel.status()))
                        .toList(),
                agent.results());
    }

    static AgentView view(Agent agent) {
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
                settings(agent),
                agent.noResponseAfter());
    }

    private static JsonNode settings(Agent agent) {
        return agent.simulated() == null
                ? Json.mapper().createObjectNode()
                : Json.mapper().valueToTree(agent.simulated());
    }

    private static ProblemException nameTaken(String name) {
        return ProblemException.conflict("There is already an agent named " + name);
    }

    private static ProblemException unknown() {
        return ProblemException.notFound("agent");
    }
}
