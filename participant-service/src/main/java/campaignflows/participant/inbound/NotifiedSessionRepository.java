package campaignflows.participant.inbound;

import campaignflows.platform.database.Tx;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.UUID;

/** The sessions that this service was notified of. */
@Singleton
class NotifiedSessionRepository {

    /** Records the session and returns whether it is the first notification of it. */
    boolean isFirst(Tx tx, UUID tenantId, UUID sessionId) {
        return tx.query("""
                                insert into notified_sessions (session_id, tenant_id) values (:session, :tenant)
                                on conflict (session_id) do nothing
                                """).bind("session", sessionId).bind("tenant", tenantId).execute() == 1;
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
