package campaignflows.campaign.flow;

import campaignflows.platform.contracts.audit.Actor;
import campaignflows.platform.contracts.audit.AuditAction;
import campaignflows.platform.contracts.audit.AuditChange;
import campaignflows.platform.contracts.audit.AuditRecorded;
import campaignflows.platform.contracts.flow.Edge;
import campaignflows.platform.contracts.flow.Flow;
import campaignflows.platform.contracts.flow.Node;
import campaignflows.platform.database.AuditLog;
import campaignflows.platform.database.OffEventLoop;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * Tells the audit log of flows: which nodes and edges, and which of their settings. Texts that people write into a flow, be it
 * a message, code or a value to compare with, may name a person and are told of only as changed.
 */
@Singleton
class FlowAuditPublisher {
    private static final Set<String> CONCEALED = Set.of("subject", "body", "script", "code", "value");

    private final AuditLog audit;

    FlowAuditPublisher(AuditLog audit) {
        this.audit = audit;
    }

    /** A flow as it is told of; a revision is no change. */
    private record Snapshot(String name, boolean active, List<Node> nodes, List<Edge> edges) {
        static Snapshot of(Flow flow) {
            return new Snapshot(flow.name(), flow.active(), flow.nodes(), flow.edges());
        }
    }

    Uni<Void> created(Mutiny.Session session, UUID tenant, UUID campaignId, Flow flow, Actor actor) {
        return OffEventLoop.supply(() -> AuditChange.created(Snapshot.of(flow), CONCEALED))
                .chain(change -> append(session, tenant, campaignId, AuditAction.FLOW_CREATED, flow, change, actor));
    }

    Uni<Void> deleted(Mutiny.Session session, UUID tenant, UUID campaignId, Flow flow, Actor actor) {
        return OffEventLoop.supply(() -> AuditChange.deleted(Snapshot.of(flow), CONCEALED))
                .chain(change -> append(session, tenant, campaignId, AuditAction.FLOW_DELETED, flow, change, actor));
    }

    /** Of a flow that was changed, activated or deactivated. */
    Uni<Void> changed(Mutiny.Session session, UUID tenant, UUID campaignId, Flow before, Flow after, Actor actor) {
        AuditAction action = before.active() == after.active()
                ? AuditAction.FLOW_CHANGED
                : after.active() ? AuditAction.FLOW_ACTIVATED : AuditAction.FLOW_DEACTIVATED;
        return OffEventLoop.supply(() -> AuditChange.between(Snapshot.of(before), Snapshot.of(after), CONCEALED))
                .chain(change -> append(session, tenant, campaignId, action, after, change, actor));
    }

    /** Of another order of a campaign's flows. */
    Uni<Void> reordered(
            Mutiny.Session session, UUID tenant, UUID campaignId, List<UUID> before, List<UUID> after, Actor actor) {
        AuditChange change = AuditChange.between(new Order(before), new Order(after), Set.of());
        return audit.append(
                session,
                tenant,
                AuditRecorded.of(AuditAction.FLOWS_REORDERED, campaignId, actor)
                        .in(campaignId)
                        .with(change));
    }

    private record Order(List<UUID> flows) {}

    private Uni<Void> append(
            Mutiny.Session session,
            UUID tenant,
            UUID campaignId,
            AuditAction action,
            Flow flow,
            AuditChange change,
            Actor actor) {
        return audit.append(
                session,
                tenant,
                AuditRecorded.of(action, flow.id(), actor).in(campaignId).with(change));
    }
}
