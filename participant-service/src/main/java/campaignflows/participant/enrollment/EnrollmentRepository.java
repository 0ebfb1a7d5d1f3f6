package campaignflows.participant.enrollment;

import campaignflows.platform.database.Tx;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** The campaigns in which people are participants. They do not change while the customers' rows are locked. */
@Singleton
public class EnrollmentRepository {

    public Set<UUID> campaignsOf(Tx tx, UUID tenantId, Collection<UUID> customerIds) {
        return Set.copyOf(tx.query("""
                        select distinct campaign_id from participants
                         where customer_id = any (:customers) and tenant_id = :tenant
                        """)
                .bind("customers", customerIds.toArray(UUID[]::new))
                .bind("tenant", tenantId)
                .list(row -> row.uuid("campaign_id")));
    }

    /** In the order in which they were created. */
    public List<ParticipantRef> of(Tx tx, UUID tenantId, Collection<UUID> customerIds) {
        return tx.query("""
                        select campaign_id, id, customer_id from participants
                         where customer_id = any (:customers) and tenant_id = :tenant order by id
                        """)
                .bind("customers", customerIds.toArray(UUID[]::new))
                .bind("tenant", tenantId)
                .list(row ->
                        new ParticipantRef(tenantId, row.uuid("campaign_id"), row.uuid("id"), row.uuid("customer_id")));
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
