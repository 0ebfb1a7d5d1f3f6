package campaignflows.participant.roster;

import jakarta.inject.Singleton;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** In which campaigns a person is a participant. Nobody comes or goes while the customer's row is held. */
@Singleton
public class EnrollmentRepository {

    public Set<UUID> campaignsOf(Handle handle, UUID tenantId, UUID customerId) {
        return handle.createQuery("""
                        select distinct campaign_id from participants where customer_id = :customer and tenant_id = :tenant
                        """)
                .bind("customer", customerId)
                .bind("tenant", tenantId)
                .mapTo(UUID.class)
                .set();
    }

    /** In the order in which they were made. */
    public List<Enrollment> of(Handle handle, UUID tenantId, UUID customerId) {
        return handle.createQuery("""
                        select campaign_id, id from participants
                         where customer_id = :customer and tenant_id = :tenant order by id
                        """)
                .bind("customer", customerId)
                .bind("tenant", tenantId)
                .map((row, context) -> new Enrollment(
                        tenantId,
                        row.getObject("campaign_id", UUID.class),
                        row.getObject("id", UUID.class),
                        customerId))
                .list();
    }

    /** Deletes all participants of a customer whose row is held; they are locked in the order of all transactions. */
    public void deleteAll(Handle transaction, UUID customerId) {
        UUID[] ids = transaction
                .createQuery("select id from participants where customer_id = :customer order by id for update")
                .bind("customer", customerId)
                .mapTo(UUID.class)
                .list()
                .toArray(UUID[]::new);
        if (ids.length == 0) {
            return;
        }
        transaction
                .createUpdate("delete from participant_progress where participant_id = any (:ids)")
                .bind("ids", ids)
                .execute();
        transaction
                .createUpdate("delete from participants where id = any (:ids)")
                .bind("ids", ids)
                .execute();
    }
}
