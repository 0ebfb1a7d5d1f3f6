package campaignflows.communication.session;

import campaignflows.communication.storage.SqlRepository;
import campaignflows.platform.contracts.communication.CommunicationStatus;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** Open sessions that want attention. */
final class OpenSessionRepository extends SqlRepository {

    /** A session whose time has come. */
    record Due(UUID communicationId, UUID agentId, CommunicationStatus status, Instant startedAt) {}

    /** Locks the longest due; those that another replica looks at are left to it. */
    List<Due> lockDue(Handle tx, Instant now, int limit) {
        return tx.createQuery("""
                        select id, agent_id, status, started_at from communications
                         where status in ('started', 'delivered', 'read', 'replied') and due_at <= :now
                         order by due_at limit :limit for update skip locked
                        """)
                .bind("now", now)
                .bind("limit", limit)
                .map((row, context) -> new Due(
                        uuid(row, "id"),
                        uuid(row, "agent_id"),
                        constant(row, "status", CommunicationStatus.class),
                        instant(row, "started_at")))
                .list();
    }

    /** Looks again later, since nothing has happened yet. */
    void postpone(Handle tx, List<UUID> ids, List<Instant> dueAts) {
        tx.createUpdate("""
                        update communications c set due_at = u.due_at
                          from unnest(:ids, :dueAts) as u (id, due_at) where c.id = u.id
                        """)
                .bind("ids", ids.toArray(UUID[]::new))
                .bind("dueAts", dueAts.toArray(Instant[]::new))
                .execute();
    }
}
