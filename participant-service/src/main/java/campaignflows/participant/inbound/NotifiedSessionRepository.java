package campaignflows.participant.inbound;

import campaignflows.platform.database.Tx;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Collection;
import java.util.Set;
import java.util.UUID;

/** The sessions that this service was notified of. */
@Singleton
class NotifiedSessionRepository {

    /** Records the sessions and returns those of which this is the first notification. */
    Set<UUID> first(Tx tx, UUID tenantId, Collection<UUID> sessionIds) {
        return Set.copyOf(tx.query("""
                        insert into notified_sessions (session_id, tenant_id)
                        select distinct u.session_id, cast(:tenant as uuid) from unnest(:sessions::uuid[]) as u (session_id)
                         order by 1
                        on conflict (session_id) do nothing
                        returning session_id
                        """)
                .bind("sessions", sessionIds.toArray(UUID[]::new))
                .bind("tenant", tenantId)
                .list(row -> row.uuid("session_id")));
    }

    /** Deletes some of the sessions that began before and returns how many. Their ids are UUIDv7. */
    int delete(Tx tx, Instant before, int limit) {
        return tx.query("""
                        delete from notified_sessions where session_id in (
                            select session_id from notified_sessions where session_id < :bound order by session_id limit :limit)
                        """)
                .bind("bound", new UUID(before.toEpochMilli() << 16, 0))
                .bind("limit", limit)
                .execute();
    }
}
