package campaignflows.participant.enrollment;

import campaignflows.platform.database.Tx;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** The campaigns in which a person is a participant. They do not change while the customer's row is locked. */
@Singleton
public class EnrollmentRepository {

    public Set<UUID> campaignsOf(Tx tx, UUID tenantId, UUID customerId) {
        return Set.copyOf(tx.query("""
                        select distinct campaign_id from participants where customer_id = :customer and tenant_id = :tenant
                        """)
                .bind("customer", customerId)
                .bind("tenant", tenantId)
                .list(row -> row.uuid("campaign_id")));
    }

    /** In the order in which they were created. */
    public List<Enrollment> of(Tx tx, UUID tenantId, UUID customerId) {
        return tx.query("""
                        select campaign_id, id from participants
                         where customer_id = :customer and tenant_id = :tenant order by id
                        """)
                .bind("customer", customerId)
                .bind("tenant", tenantId)
                .list(row -> new Enrollment(tenantId, row.uuid("campaign_id"), row.uuid("id"), customerId));
    }

    /** Deletes all participants of a customer whose row is locked; they are locked in the order of all transactions. */
    public void deleteAll(Tx tx, UUID customerId) {
        UUID[] ids = tx.query("select id from participants where customer_id = :customer order by id for update")
                .bind("customer", customerId)
                .list(row -> row.uuid("id"))
                .toArray(UUID[]::new);
        if (ids.length == 0) {
            return;
        }
        tx.query("delete from participant_progress where participant_id = any (:ids)")
                .bind("ids", ids)
                .execute();
        tx.query("delete from participants where id = any (:ids)")
                .bind("ids", ids)
                .execute();
    }
}
