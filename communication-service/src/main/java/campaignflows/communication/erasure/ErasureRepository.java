package campaignflows.communication.erasure;

import campaignflows.communication.storage.SqlRepository;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/**
 * What is kept of people, and deleting it. Rows are locked in the order of all other batches: communications by id, then
 * what belongs to them.
 */
public final class ErasureRepository extends SqlRepository {

    /** Those of the customers that were erased. */
    public Set<UUID> erasedAmong(Handle handle, Collection<UUID> customerIds) {
        return handle.createQuery("select customer_id from erased_customers where customer_id = any(:ids)")
                .bind("ids", customerIds.toArray(UUID[]::new))
                .mapTo(UUID.class)
                .set();
    }

    /**
     * Deletes what is personal of all the customers' communications. Reasons go too: a mail server's refusal repeats the
     * address.
     */
    public void erase(Handle tx, Map<UUID, UUID> tenantByCustomer) {
        UUID[] customers = tenantByCustomer.keySet().toArray(UUID[]::new);
        tx.createUpdate("""
                        insert into erased_customers (customer_id, tenant_id)
                        select * from unnest(:customers, :tenants) on conflict do nothing
                        """)
                .bind("customers", customers)
                .bind("tenants", tenantByCustomer.values().toArray(UUID[]::new))
                .execute();
        UUID[] communications = tx.createQuery("""
                        with found as (
                            select id from communications where customer_id = any(:customers) order by id for update)
                        update communications c
                           set parameters = '{}', content = null, results = '{}', reason = null, erased = true
                          from found where c.id = found.id
                        returning c.id
                        """)
                .bind("customers", customers)
                .mapTo(UUID.class)
                .list()
                .toArray(UUID[]::new);
        if (communications.length == 0) {
            return;
        }
        tx.createUpdate("update attempts set reason = null where communication_id = any(:ids) and reason is not null")
                .bind("ids", communications)
                .execute();
        tx.createUpdate("""
                        delete from messages where session_id in (
                            select session_id from communications where id = any(:ids) and session_id is not null)
                        """).bind("ids", communications).execute();
    }
}
