package campaignflows.communication.retention;

import campaignflows.platform.database.Tx;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** What ended, or was said, so long ago that its tenant keeps it no longer. */
@Singleton
class RetentionRepository {

    /** Communications of the tenant that ended before and still have what is personal, the oldest first. */
    List<UUID> ended(Tx tx, UUID tenantId, Instant before, int limit) {
        return tx.query("""
                        select id from communications
                         where tenant_id = :tenant and ended_at < :before and ended_at is not null
                           and not expired and not erased
                         order by ended_at limit :limit
                        """)
                .bind("tenant", tenantId)
                .bind("before", before)
                .bind("limit", limit)
                .list(row -> row.uuid("id"));
    }

    /**
     * Deletes what contacts said in messages that were received before and belong to no communication; a message is kept without
     * it, to know a repeat.
     *
     * @return how many messages it was
     */
    int deleteTexts(Tx tx, UUID tenantId, Instant before, int limit) {
        return tx.query("""
                        with old as (
                            select id from inbound_messages
                             where tenant_id = :tenant and id < :bound and text is not null
                               and state not in ('received', 'incoming')
                             order by id limit :limit for update)
                        update inbound_messages m set text = null, contact = null from old where m.id = old.id
                        """)
                .bind("tenant", tenantId)
                .bind("bound", new UUID(before.toEpochMilli() << 16, 0))
                .bind("limit", limit)
                .execute();
    }
}
