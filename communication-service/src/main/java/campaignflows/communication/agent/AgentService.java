package campaignflows.communication.agent;

import campaignflows.communication.channel.ChannelRepository;
import campaignflows.communication.channel.ChannelRules;
import campaignflows.communication.dispatch.DispatchSignal;
import campaignflows.communication.external.AgentSecrets;
import campaignflows.communication.external.EndpointRules;
import campaignflows.communication.sending.SenderRegistry;
import campaignflows.communication.simulatedagent.AgentSettings;
import campaignflows.platform.contracts.Ids;
import campaignflows.platform.contracts.audit.Actor;
import campaignflows.platform.contracts.audit.AuditAction;
import campaignflows.platform.contracts.communication.AgentKind;
import campaignflows.platform.contracts.communication.AgentSummary;
import campaignflows.platform.contracts.communication.ChannelType;
import campaignflows.platform.contracts.communication.ResultField;
import campaignflows.platform.contracts.communication.RunningStatus;
import campaignflows.platform.database.Transactions;
import campaignflows.platform.web.problem.ProblemException;
import campaignflows.platform.web.request.Cursor;
import campaignflows.platform.web.request.Page;
import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/**
 * Creating and changing agents. A new one runs at once. What Planned communications or open sessions need of an agent is
 * not taken away from under them.
 */
@Singleton
public class AgentService {
    static final String LIST = "agents:name";

    private static final List<String> PLANNED = List.of("planned");
    private static final List<String> OPEN = List.of("planned", "started", "delivered", "read", "replied");
    private static final int ALL = 100_000;

    private final Transactions transactions;
    private final AgentRepository agents;
    private final ChannelRepository channels;
    private final AgentGuard guard;
    private final SenderRegistry senders;
    private final EndpointRules endpoints;
    private final AgentSecrets secrets;
    private final DispatchSignal signal;
    private final AgentAuditPublisher audit;
    private final Clock clock;

    public AgentService(
            Transactions transactions,
            AgentRepository agents,
            ChannelRepository channels,
            AgentGuard guard,
            SenderRegistry senders,
            EndpointRules endpoints,
            AgentSecrets secrets,
            DispatchSignal signal,
            AgentAuditPublisher audit,
            Clock clock) {
        this.transactions = transactions;
        this.agents = agents;
        this.channels = channels;
        this.guard = guard;
        this.senders = senders;
        this.endpoints = endpoints;
        this.secrets = secrets;
        this.signal = signal;
        this.audit = audit;
        this.clock = clock;
    }

    public Uni<AgentView> create(UUID tenantId, AgentView.New body, Actor actor) {
        String name = ChannelRules.name(body.name());
        AgentKind kind = AgentRules.kind(body.kind());
        List<UUID> channelIds = AgentRules.channelIds(body.channelIds());
        List<ResultField> results = AgentRules.results(body.results());
        AgentSettings settings = AgentRules.settings(kind, body.settings(), results, endpoints);
        Duration noResponseAfter = AgentRules.noResponseAfter(body.noResponseAfter());
        UUID id = Ids.v7();
        Instant now = now();
        AgentSecrets.Issued issued = kind == AgentKind.EXTERNAL
                ? secrets.first(id, AgentRules.external(body.settings()).secret())
                : null;
        return transactions.run(session -> {
            var agent = new Agent(
                    id,
                    tenantId,
                    name,
                    kind,
                    RunningStatus.RUNNING,
                    channelIds,
                    results,
                    settings,
                    noResponseAfter,
                    now);
            Changed changed = Changed.of(agent, issued);
            return requireUsable(session, agent, channelIds)
                    .chain(() -> agents.insert(session, agent))
                    .call(() -> audit.created(session, agent, actor))
                    .map(inserted -> changed.view());
        });
    }

    public Uni<AgentView> get(UUID tenantId, UUID id) {
        return transactions.run(session -> agents.find(session, tenantId, id)
                .onItem()
                .ifNull()
                .failWith(AgentService::unknown)
                .map(AgentViews::view));
    }

    public Uni<Page<AgentView>> list(UUID tenantId, int limit, Optional<Cursor> cursor) {
        String after = cursor.map(c -> c.text(0)).orElse(null);
        return transactions.run(session -> agents.list(session, tenantId, after, limit + 1)
                .map(found -> AgentViews.page(LIST, found, limit))
                .chain(page -> agents.count(session, tenantId).map(page::withTotal)));
    }

    /** All of the tenant, as the validation of flows needs them. */
    public Uni<List<AgentSummary>> summaries(UUID tenantId) {
        return transactions.run(session -> agents.list(session, tenantId, null, ALL)
                .chain(found -> channels.ofTenant(session, tenantId).map(all -> AgentViews.summaries(found, all))));
    }

    public Uni<AgentView> change(UUID tenantId, UUID id, AgentView.Change body, Actor actor) {
        return transactions.run(session -> lock(session, tenantId, id)
                .call(agent -> agents.requireNameFree(session, tenantId, name(agent, body), id))
                .call(agent -> requireAttachable(session, agent, body.channelIds()))
                .chain(agent -> apply(session, agent, body, actor))
                .map(Changed::view));
    }

    public Uni<AgentView> start(UUID tenantId, UUID id, Actor actor) {
        return transactions
                .run(session -> switched(session, tenantId, id, Agent::start, AuditAction.AGENT_STARTED, actor))
                .invoke(signal::wakeUp);
    }

    public Uni<AgentView> stop(UUID tenantId, UUID id, Actor actor) {
        return transactions.run(
                session -> switched(session, tenantId, id, Agent::stop, AuditAction.AGENT_STOPPED, actor));
    }

    private Uni<AgentView> switched(
            Mutiny.Session session, UUID tenantId, UUID id, Consumer<Agent> change, AuditAction action, Actor actor) {
        return lock(session, tenantId, id).chain(agent -> {
            AgentAuditPublisher.Snapshot before = AgentAuditPublisher.Snapshot.of(agent);
            change.accept(agent);
            return session.flush()
                    .chain(() -> audit.changed(session, action, before, agent, false, actor))
                    .map(told -> AgentViews.view(agent));
        });
    }

    public Uni<Void> delete(UUID tenantId, UUID id, Actor actor) {
        return transactions.run(session -> lock(session, tenantId, id)
                .invoke(guard::requireUnused)
                .call(agent -> agents.channelsInUse(session, id, OPEN).invoke(AgentGuard::requireNothingOpen))
                .call(agent -> agents.delete(session, agent))
                .chain(agent -> audit.deleted(session, agent, actor)));
    }

    private Uni<Agent> lock(Mutiny.Session session, UUID tenantId, UUID id) {
        return agents.lock(session, tenantId, id).onItem().ifNull().failWith(AgentService::unknown);
    }

    private Uni<List<ChannelType>> requireUsable(Mutiny.Session session, Agent agent, List<UUID> channelIds) {
        return channels.typesForReference(session, agent.tenantId(), channelIds)
                .invoke(types -> AgentRules.requireUsable(agent.kind(), channelIds, types, senders.types()));
    }

    private Uni<Void> requireAttachable(Mutiny.Session session, Agent agent, @Nullable List<UUID> given) {
        if (given == null) {
            return Uni.createFrom().voidItem();
        }
        List<UUID> channelIds = AgentRules.channelIds(given);
        List<UUID> detached = agent.channelsWithout(channelIds);
        return requireUsable(session, agent, channelIds)
                .invoke(types -> guard.requireUnused(agent, detached))
                .chain(types -> detached.isEmpty()
                        ? Uni.createFrom().item(List.<UUID>of())
                        : agents.channelsInUse(session, agent.id(), PLANNED))
                .invoke(planned -> AgentGuard.requireNothingPlanned(detached, planned))
                .replaceWithVoid();
    }

    private Uni<Changed> apply(Mutiny.Session session, Agent agent, AgentView.Change body, Actor actor) {
        AgentAuditPublisher.Snapshot before = AgentAuditPublisher.Snapshot.of(agent);
        Changed changed = apply(agent, body);
        return agents.flush(session, agent)
                .chain(() -> audit.changed(
                        session, AuditAction.AGENT_CHANGED, before, agent, changed.secretChanged(), actor))
                .replaceWith(changed);
    }

    private Changed apply(Agent agent, AgentView.Change body) {
        List<ResultField> results = body.results() == null ? agent.results() : AgentRules.results(body.results());
        guard.requireKept(agent, results);
        agent.change(
                name(agent, body),
                body.channelIds() == null ? agent.channelIds() : AgentRules.channelIds(body.channelIds()),
                results,
                settings(agent, body.settings(), results),
                body.noResponseAfter() == null
                        ? agent.noResponseAfter()
                        : AgentRules.noResponseAfter(body.noResponseAfter()));
        String given = agent.kind() == AgentKind.EXTERNAL && body.settings() != null
                ? AgentRules.external(body.settings()).secret()
                : null;
        return Changed.of(agent, given == null ? null : secrets.entered(agent.id(), agent.secret(), given, now()));
    }

    /** What was entered once for an external agent stays as it is, whatever may be entered today. */
    private @Nullable AgentSettings settings(Agent agent, @Nullable JsonNode given, List<ResultField> results) {
        if (given == null && agent.kind() == AgentKind.EXTERNAL) {
            return agent.settings();
        }
        return AgentRules.settings(
                agent.kind(), given == null ? AgentViews.settings(agent, null) : given, results, endpoints);
    }

    /** Makes a new secret of an external agent, or takes the one that is given. */
    public Uni<AgentSecretView> changeSecret(
            UUID tenantId, UUID id, AgentSecretView.@Nullable Change body, Actor actor) {
        String given = body == null ? null : body.secret();
        boolean keepsPrevious = body == null || body.keepPrevious() == null || body.keepPrevious();
        return transactions.run(session -> lock(session, tenantId, id)
                .invoke(AgentRules::requireExternal)
                .map(agent -> Changed.of(agent, secrets.next(agent.id(), agent.secret(), given, keepsPrevious, now())))
                .call(changed -> agents.flush(session, changed.agent()))
                .call(changed -> audit.changed(
                        session,
                        AuditAction.AGENT_SECRET_ROTATED,
                        AgentAuditPublisher.Snapshot.of(changed.agent()),
                        changed.agent(),
                        true,
                        actor))
                .map(changed -> new AgentSecretView(String.valueOf(changed.shown()))));
    }

    /**
     * An agent that was changed.
     *
     * @param shown the secret that this change brought, which nobody is shown again; null: none
     * @param secretChanged whether it has another secret, be it shown or not
     */
    private record Changed(Agent agent, @Nullable String shown, boolean secretChanged) {
        private static Changed of(Agent agent, AgentSecrets.@Nullable Issued issued) {
            if (issued == null) {
                return new Changed(agent, null, false);
            }
            agent.changeSecret(issued.stored());
            return new Changed(agent, issued.shown(), true);
        }

        private AgentView view() {
            return AgentViews.view(agent, shown);
        }

        @Override
        public String toString() {
            return "Changed[" + agent.id() + "]";
        }
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    private static String name(Agent agent, AgentView.Change body) {
        return body.name() == null ? agent.name() : ChannelRules.name(body.name());
    }

    private static ProblemException unknown() {
        return ProblemException.notFound("agent");
    }
}
