package campaignflows.gateway.tenant;

import campaignflows.platform.contracts.audit.Actor;
import campaignflows.platform.contracts.audit.AuditAction;
import campaignflows.platform.contracts.audit.AuditChange;
import campaignflows.platform.contracts.audit.AuditRecorded;
import campaignflows.platform.contracts.definition.DataRetention;
import campaignflows.platform.database.AuditLog;
import campaignflows.platform.database.Transactions;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/**
 * Sets for how long a tenant keeps participants and communications. It is told to the services that keep them, with the tenant's
 * other settings, and they ask for it once more before they erase anything.
 */
@Singleton
public class RetentionService {
    private final Transactions transactions;
    private final TenantRepository tenants;
    private final TenantPublisher publisher;
    private final AuditLog audit;
    private final Clock clock;

    RetentionService(
            Transactions transactions,
            TenantRepository tenants,
            TenantPublisher publisher,
            AuditLog audit,
            Clock clock) {
        this.transactions = transactions;
        this.tenants = tenants;
        this.publisher = publisher;
        this.audit = audit;
        this.clock = clock;
    }

    /** Sets both at once; fails with a problem, 404, if there is no such tenant. */
    Uni<DataRetention> set(UUID tenantId, DataRetention wanted, Actor actor) {
        return transactions.run(session -> tenants.requireLocked(session, tenantId)
                .call(tenant -> apply(session, tenant, wanted, actor))
                .map(Tenant::retention));
    }

    private Uni<Void> apply(Mutiny.Session session, Tenant tenant, DataRetention wanted, Actor actor) {
        DataRetention before = tenant.retention();
        if (!tenant.retain(wanted, clock.instant().truncatedTo(ChronoUnit.MICROS))) {
            return Uni.createFrom().voidItem();
        }
        AuditChange change = AuditChange.between(told(before), told(wanted), Set.of());
        return tenants.write(session)
                .chain(() -> publisher.publish(session, tenant))
                .chain(() -> audit.append(
                        session,
                        tenant.id(),
                        AuditRecorded.of(AuditAction.TENANT_CHANGED, tenant.id(), actor)
                                .with(change)));
    }

    private static Map<String, @Nullable Integer> told(DataRetention retention) {
        Map<String, @Nullable Integer> told = new HashMap<>();
        told.put("participant_retention_days", retention.participantDays());
        told.put("communication_retention_days", retention.communicationDays());
        return told;
    }
}
