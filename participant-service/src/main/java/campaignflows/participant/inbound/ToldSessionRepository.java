package campaignflows.participant.inbound;

import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** Which sessions were told of. */
@Singleton
class ToldSessionRepository {

    /** Remembers the session and says whether nobody was told of it before. */
    boolean isFirst(Handle transaction, UUID tenantId, UUID sessionId) {
        return transaction
                        .createUpdate("""
                                insert into told_sessions (session_id, tenant_id) values (:session, :tenant)
                                on conflict (session_id) do nothing
                                """)
                        .bind("session", sessionId)
                        .bind("tenant", tenantId)
                        .execute()
                == 1;
    }

    /** Forgets some of the sessions that began before; answers how many. Their ids are UUIDv7. */
    int forget(Handle handle, Instant before, int limit) {
        return handle.createUpdate("""
                        delete from told_sessions where session_id in (
                            select session_id from told_sessions where session_id < :bound order by session_id limit :limit)
                        """)
                .bind("bound", new UUID(before.toEpochMilli() << 16, 0))
                .bind("limit", limit)
                .execute();
    }
}
