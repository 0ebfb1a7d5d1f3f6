package campaignflows.participant.retention;

import campaignflows.participant.enrollment.ParticipantRef;
import campaignflows.platform.database.Tx;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What tenants keep no longer. There is no index by the time of the last change, since walks write it, so a tenant's customers are
 * gone through in the order of their ids, a page at a time.
 */
@Singleton
class RetentionRepository {
    /**
     * A participant p of a customer c that is over: nothing is planned or running for it, and nothing has happened to it or to
     * its person since. In an order that needs no look at the parameter's type where it is null.
     */
    private static final String OVER = """
            p.open_communications = 0 and p.updated_at < :before::timestamptz and c.updated_at < :before::timestamptz
            """;

    /** A participant whose last communication has ended long ago and has results. */
    private static final String HAS_OLD_RESULTS = """
            p.open_communications = 0 and p.updated_at < :ended::timestamptz and p.last_communication -> 'results' <> '{}'::jsonb
            """;

    /** A customer in the order of ids, and whether anything of it is kept no longer. */
    record Looked(UUID customerId, boolean due) {}

    /**
     * The tenant's customers behind the given one.
     *
     * @param before participants with which nothing has happened since then are due; null: none are
     * @param ended  results of communications that ended before are due; null: none are
     */
    List<Looked> page(
            Tx tx, UUID tenantId, @Nullable UUID after, @Nullable Instant before, @Nullable Instant ended, int limit) {
        return tx.query("""
                        select c.id, exists (select from participants p where p.customer_id = c.id
                                                and ((%s) or (%s))) as due
                          from (select id, updated_at from customers
                                 where tenant_id = :tenant and id > :after order by id limit :limit) c
                         order by c.id
                        """.formatted(OVER, HAS_OLD_RESULTS))
                .bind("tenant", tenantId)
                .bind("after", after == null ? new UUID(0, 0) : after)
                .bind("before", before)
                .bind("ended", ended)
                .bind("limit", limit)
                .list(row -> new Looked(row.uuid("id"), row.bool("due")));
    }

    /**
     * The participants of these customers, whose rows are locked, that are over by now, locked in the order of all transactions.
     */
    List<ParticipantRef> lockOver(Tx tx, UUID tenantId, Collection<UUID> customerIds, Instant before, int limit) {
        return tx.query("""
                        select p.id, p.campaign_id, p.customer_id
                          from participants p join customers c on c.id = p.customer_id
                         where p.customer_id = any (:customers) and p.tenant_id = :tenant and %s
                         order by p.id limit :limit for update of p
                        """.formatted(OVER))
                .bind("customers", customerIds.toArray(UUID[]::new))
                .bind("tenant", tenantId)
                .bind("before", before)
                .bind("limit", limit)
                .list(row ->
                        new ParticipantRef(tenantId, row.uuid("campaign_id"), row.uuid("id"), row.uuid("customer_id")));
    }

    /** Deletes participants that are locked. */
    void delete(Tx tx, Collection<ParticipantRef> participants) {
        UUID[] ids = participants.stream().map(ParticipantRef::participantId).toArray(UUID[]::new);
        tx.query("delete from participant_progress where participant_id = any (:ids)")
                .bind("ids", ids)
                .execute();
        tx.query("delete from participants where id = any (:ids)")
                .bind("ids", ids)
                .execute();
    }

    /**
     * Deletes the results of last communications that ended before; that is no change of the participants. A walk that has read
     * them is walked again.
     */
    void deleteResults(Tx tx, UUID tenantId, Collection<UUID> customerIds, Instant ended) {
        tx.query("""
                        with old as (
                            select p.id from participants p
                             where p.customer_id = any (:customers) and p.tenant_id = :tenant and %s
                             order by p.id for no key update)
                        update participants p
                           set last_communication = jsonb_set(p.last_communication, '{results}', '{}')
                          from old where p.id = old.id
                        """.formatted(HAS_OLD_RESULTS))
                .bind("customers", customerIds.toArray(UUID[]::new))
                .bind("tenant", tenantId)
                .bind("ended", ended)
                .execute();
    }
}
