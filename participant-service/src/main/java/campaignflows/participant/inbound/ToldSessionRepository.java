package campaignflows.participant.inbound;

import campaignflows.platform.database.Tx;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.UUID;

/** Which sessions were told of. */
@Singleton
class ToldSessionRepository {

    /** Remembers the session and says whether nobody was told of it before. */
    boolean isFirst(Tx tx, UUID tenantId, UUID sessionId) {
        return tx.query("""
                                insert into told_sessions (session_id, tenant_id) values (:session, :tenant)
                                on conflict (session_id) do nothing
                                """).bind("session", sessionId).bind("tenant", tenantId).execute() == 1;
    }

    /** Forgets some of the sessions that began before; answers how many. Their ids are UUIDv7. */
    int forget(Tx tx, Instant before, int limit) {
        return tx.query("""
                        delete from told_sessions where session_id in (
                            select session_id from told_sessions where session_id < :bound order by session_id limit :limit)
                        """)
                .bind("bound", new UUID(before.toEpochMilli() << 16, 0))
                .bind("limit", limit)
                .execute();
    }
}
