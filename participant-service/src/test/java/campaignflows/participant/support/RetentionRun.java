package campaignflows.participant.support;

import campaignflows.participant.retention.RetentionWorker;
import campaignflows.platform.testkit.Await;
import jakarta.inject.Singleton;
import java.util.UUID;

/** Lets time pass for what a tenant keeps, and has it looked through. */
@Singleton
public class RetentionRun {
    private final RetentionWorker worker;
    private final StoredRows stored;

    RetentionRun(RetentionWorker worker, StoredRows stored) {
        this.worker = worker;
        this.stored = stored;
    }

    /** The last thing that happened to a person and its participants was so many days ago. */
    public void age(UUID customerId, int days) {
        stored.execute(
                "update participants set updated_at = now() - make_interval(days => ?) where customer_id = ?",
                days,
                customerId);
        stored.execute(
                "update customers set updated_at = now() - make_interval(days => ?) where id = ?", days, customerId);
    }

    /** Looks through all that the tenant has. The worker of the service may do so as well, at the same time. */
    public void of(UUID tenantId) {
        stored.execute(
                "update retention_runs set due_at = now() - make_interval(secs => 1) where tenant_id = ?", tenantId);
        Await.until("all of the tenant was looked through", () -> {
            worker.carryOnDue();
            return stored.count(
                            "select count(*) from retention_runs where tenant_id = ? and reached is null and erased = 0"
                                    + " and due_at > now() + make_interval(hours => 1)",
                            tenantId)
                    == 1;
        });
    }
}
