package campaignflows.communication.erasure;

import campaignflows.communication.storage.SqlRepository;
import campaignflows.platform.database.Query;
import campaignflows.platform.database.Sent;
import campaignflows.platform.database.Tx;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * What is kept of people, and deleting it. Rows are locked in the order of all other batches: communications by id, then
 * what belongs to them.
 */
@Singleton
public final class ErasureRepository extends SqlRepository {

    /**
     * Waits for transactions that hold or erase one of the customers, and keeps others from it until the end of this one. For
     * whoever stores something of a customer after asking whether it was erased.
     */
    public void hold(Tx tx, Collection<UUID> customerIds) {
        Long[] keys = customerIds.stream()
                .map(id -> id.getMostSignificantBits() * 31 + id.getLeastSignificantBits())
                .distinct()
                .sorted()
                .toArray(Long[]::new);
        tx.query("select count(pg_advisory_xact_lock(k)) from unnest(:keys::bigint[]) as u (k)")
                .bind("keys", keys)
                .execute();
    }

    /** Those of the customers that were erased. */
    public Set<UUID> erasedAmong(Tx tx, Collection<UUID> customerIds) {
        return Set.copyOf(erased(tx, customerIds).list(row -> row.uuid("customer_id")));
    }

    /** As {@link #erasedAmong}, without a wait. */
    public Sent<Set<UUID>> askForErased(Tx tx, Collection<UUID> customerIds) {
        return erased(tx, customerIds)
                .sendForList(row -> row.uuid("customer_id"))
                .map(Set::copyOf);
    }

    private static Query erased(Tx tx, Collection<UUID> customerIds) {
        return tx.query("select customer_id from erased_customers where customer_id = any(:ids)")
                .bind("ids", customerIds.toArray(UUID[]::new));
    }

    /**
     * Deletes what is personal of all the customers' communications. Reasons go too: a mail server's refusal repeats the
     * address.
     */
    public void erase(Tx tx, Map<UUID, UUID> tenantByCustomer) {
        UUID[] customers = tenantByCustomer.keySet().toArray(UUID[]::new);
        hold(tx, tenantByCustomer.keySet());
        tx.query("""
                        insert into erased_customers (customer_id, tenant_id)
                        select u.customer_id, u.tenant_id
                          from unnest(:customers::uuid[], :tenants::uuid[]) as u (customer_id, tenant_id) on conflict do nothing
                        """)
                .bind("customers", customers)
                .bind("tenants", tenantByCustomer.values().toArray(UUID[]::new))
                .execute();
        tx.query("""
                        update inbound_messages
                           set state = case when state in ('received', 'incoming') then 'erased' else state end,
                               text = null, identifiers = null, name = null, due_at = null, contact = null
                         where customer_id = any(:customers)
                        """).bind("customers", customers).execute();
        tx.query("delete from blocked_contacts where customer_id = any(:customers)")
                .bind("customers", customers)
                .execute();
        tx.query("delete from opt_outs where customer_id = any(:customers)")
                .bind("customers", customers)
                .execute();
        UUID[] communications = tx.query("""
                        with found as (
                            select id from communications where customer_id = any(:customers) order by id for update)
                        update communications c
                           set parameters = '{}', content = null, results = '{}', reason = null, erased = true
                          from found where c.id = found.id
                        returning c.id
                        """)
                .bind("customers", customers)
                .list(row -> row.uuid("id"))
                .toArray(UUID[]::new);
        eraseConversations(tx, communications);
    }

    /**
     * Deletes what is personal of those of these communications that have ended; their persons stay, and may still opt out by a link
     * in what was sent.
     *
     * @return how many it was
     */
    public int expire(Tx tx, Collection<UUID> communicationIds) {
        UUID[] expired = tx.query("""
                        with found as (
                            select id from communications
                             where id = any(:ids) and ended_at is not null and not expired and not erased
                             order by id for update)
                        update communications c
                           set parameters = '{}', content = null, results = '{}', reason = null, expired = true
                          from found where c.id = found.id
                        returning c.id
                        """)
                .bind("ids", communicationIds.toArray(UUID[]::new))
                .list(row -> row.uuid("id"))
                .toArray(UUID[]::new);
        eraseConversations(tx, expired);
        return expired.length;
    }

    /**
     * The same for all communications of participants that were erased. Should one not have ended yet, nothing personal is kept of
     * what is still learned of it.
     */
    public void expireOfParticipants(Tx tx, Collection<UUID> participantIds) {
        UUID[] expired = tx.query("""
                        with found as (
                            select id from communications where participant_id = any(:participants) and not erased
                             order by id for update)
                        update communications c
                           set parameters = '{}', content = null, results = '{}', reason = null, expired = true,
                               erased = c.ended_at is null
                          from found where c.id = found.id
                        returning c.id
                        """)
                .bind("participants", participantIds.toArray(UUID[]::new))
                .list(row -> row.uuid("id"))
                .toArray(UUID[]::new);
        eraseConversations(tx, expired);
    }

    /** What belongs to communications that are locked: their attempts, calls and messages. */
    private static void eraseConversations(Tx tx, UUID[] communications) {
        if (communications.length == 0) {
            return;
        }
        tx.query("""
                        update attempts set reason = null, address_digest = null
                         where communication_id = any(:ids) and (reason is not null or address_digest is not null)
                        """).bind("ids", communications).execute();
        tx.query("update voice_calls set called = null, answers = '{}' where communication_id = any(:ids)")
                .bind("ids", communications)
                .execute();
        tx.query("delete from web_messages where communication_id = any(:ids)")
                .bind("ids", communications)
                .execute();
        tx.query("delete from web_sessions where communication_id = any(:ids)")
                .bind("ids", communications)
                .execute();
        tx.query("""
                        delete from messages where session_id in (
                            select session_id from communications where id = any(:ids) and session_id is not null)
                        """).bind("ids", communications).execute();
    }

    /** Who wrote a message that nobody has looked at yet, by field name. */
    record Unread(UUID id, Map<String, String> identifiers) {}

    List<Unread> unread(Tx tx, UUID tenantId, Instant before) {
        return tx.query("""
                        select id, identifiers::text as identifiers from inbound_messages
                         where state = 'received' and tenant_id = :tenant and received_at < :before
                        """)
                .bind("tenant", tenantId)
                .bind("before", before)
                .list(row -> new Unread(row.uuid("id"), texts(row, "identifiers")));
    }

    /** Messages that are not to be looked at any more, and kept only to know a repeat. */
    void forget(Tx tx, Collection<UUID> messageIds) {
        tx.query("""
                        update inbound_messages
                           set state = 'erased', text = null, identifiers = null, name = null, due_at = null, contact = null
                         where id = any(:ids) and state = 'received'
                        """).bind("ids", messageIds.toArray(UUID[]::new)).execute();
    }
}
