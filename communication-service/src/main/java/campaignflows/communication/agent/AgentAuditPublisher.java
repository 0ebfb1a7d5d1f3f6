package campaignflows.communication.agent;

import campaignflows.platform.contracts.audit.Actor;
import campaignflows.platform.contracts.audit.AuditAction;
import campaignflows.platform.contracts.audit.AuditChange;
import campaignflows.platform.contracts.audit.AuditRecorded;
import campaignflows.platform.contracts.communication.AgentKind;
import campaignflows.platform.contracts.communication.RunningStatus;
import campaignflows.platform.database.AuditLog;
import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;

/** Tells the audit log of agents, in the transaction of their change. Of a secret it tells that there is another one. */
@Singleton
public class AgentAuditPublisher {
    private static final Set<String> CONCEALED = Set.of("secret");

    private final AuditLog audit;

    public AgentAuditPublisher(AuditLog audit) {
        this.audit = audit;
    }

    /** An agent as it is told of. */
    record Snapshot(
            String name,
            AgentKind kind,
            RunningStatus status,
            List<UUID> channelIds,
            List<AgentView.Result> results,
            JsonNode settings,
            Duration noResponseAfter) {
        static Snapshot of(Agent agent) {
            AgentView view = AgentViews.view(agent);
            return new Snapshot(
                    view.name(),
                    view.kind(),
                    view.status(),
                    view.channelIds(),
                    view.results(),
                    view.settings(),
                    view.noResponseAfter());
        }
    }

    Uni<Void> created(Mutiny.Session session, Agent agent, Actor actor) {
        return append(
                session, agent, AuditAction.AGENT_CREATED, AuditChange.created(Snapshot.of(agent), CONCEALED), actor);
    }

    /** @param newSecret whether it has another secret since */
    Uni<Void> changed(
            Mutiny.Session session, AuditAction action, Snapshot before, Agent agent, boolean newSecret, Actor actor) {
        AuditChange change = AuditChange.between(before, Snapshot.of(agent), CONCEALED);
        return append(session, agent, action, newSecret ? change.andConcealed("secret") : change, actor);
    }

    Uni<Void> deleted(Mutiny.Session session, Agent agent, Actor actor) {
        return append(
                session, agent, AuditAction.AGENT_DELETED, AuditChange.deleted(Snapshot.of(agent), CONCEALED), actor);
    }

    private Uni<Void> append(Mutiny.Session session, Agent agent, AuditAction action, AuditChange change, Actor actor) {
        return audit.append(
                session,
                agent.tenantId(),
                AuditRecorded.of(action, agent.id(), actor).with(change));
    }
}
