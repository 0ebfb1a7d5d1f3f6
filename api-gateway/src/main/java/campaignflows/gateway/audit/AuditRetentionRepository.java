package campaignflows.gateway.audit;

import campaignflows.platform.database.Tx;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.UUID;

/** How long tenants keep their audit logs. */
@Singleton
class AuditRetentionRepository {

    Optional<Integer> find(Tx tx, UUID tenant) {
        return tx.query("select audit_retention_days from tenants where id = :tenant")
                .bind("tenant", tenant)
                .one(row -> row.integer("audit_retention_days"));
    }

    Optional<Integer> lock(Tx tx, UUID tenant) {
        return tx.query("select audit_retention_days from tenants where id = :tenant for update")
                .bind("tenant", tenant)
                .one(row -> row.integer("audit_retention_days"));
    }

    void set(Tx tx, UUID tenant, int days) {
        tx.query("update tenants set audit_retention_days = :days where id = :tenant")
                .bind("tenant", tenant)
                .bind("days", days)
                .execute();
    }
}
