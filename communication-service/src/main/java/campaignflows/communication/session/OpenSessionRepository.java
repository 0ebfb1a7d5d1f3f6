package campaignflows.communication.session;

import campaignflows.platform.contracts.communication.CommunicationStatus;
import campaignflows.platform.database.Tx;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Open sessions that want attention. */
@Singleton
public final class OpenSessionRepository {

    /** A session whose time has come. */
    record Due(UUID communicationId, UUID agentId, CommunicationStatus status, Instant startedAt) {}

    /** Locks the longest due; those that another replica looks at are left to it. */
    List<Due> lockDue(Tx tx, Instant now, int limit) {
        return tx.query("""
                        select id, agent_id, status, started_at from communications
                         where status in ('started', 'delivered', 'read', 'replied') and due_at <= :now
                         order by due_at limit :limit for update skip locked
                        """)
                .bind("now", now)
                .bind("limit", limit)
                .list(row -> new Due(
                        row.uuid("id"),
                        row.uuid("agent_id"),
                        row.constant("status", CommunicationStatus.class),
                        row.instant("started_at")));
    }

    /** The external agents of these sessions, which have ended without them, are told so. */
    void tellAgents(Tx tx, List<UUID> ids) {
        tx.query("""
                        insert into agent_notices (agent_id, communication_id, kind)
                        select c.agent_id, c.id, 'session_closed' from communications c
                          join agents a on a.id = c.agent_id and a.kind = 'external'
                         where c.id = any(:ids)
                        """).bind("ids", ids.toArray(UUID[]::new)).execute();
    }

    /** Looks again later, since nothing has happened yet. */
    void postpone(Tx tx, List<UUID> ids, List<Instant> dueAts) {
        tx.query("""
                        update communications c set due_at = u.due_at
                          from unnest(:ids::uuid[], :dueAts::timestamptz[]) as u (id, due_at) where c.id = u.id
                        """)
                .bind("ids", ids.toArray(UUID[]::new))
                .bind("dueAts", dueAts.toArray(Instant[]::new))
                .execute();
    }
}
