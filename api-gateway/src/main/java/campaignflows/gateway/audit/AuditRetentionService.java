package campaignflows.gateway.audit;

import campaignflows.platform.contracts.audit.Actor;
import campaignflows.platform.contracts.audit.AuditAction;
import campaignflows.platform.contracts.audit.AuditChange;
import campaignflows.platform.contracts.audit.AuditRecorded;
import campaignflows.platform.database.AuditLog;
import campaignflows.platform.database.Database;
import campaignflows.platform.database.Tx;
import campaignflows.platform.web.problem.ProblemException;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Sets how long a tenant keeps its audit log, and never so short that whoever has something to hide gains by it. */
@Singleton
class AuditRetentionService {
    private static final int SHORTEST = 90;
    private static final int LONGEST = 3_650;

    private final Database database;
    private final AuditRetentionRepository retentions;
    private final AuditLog audit;

    AuditRetentionService(Database database, AuditRetentionRepository retentions, AuditLog audit) {
        this.database = database;
        this.retentions = retentions;
        this.audit = audit;
    }

    int of(UUID tenant) {
        return database.read(tx -> retentions.find(tx, tenant)).orElseThrow(() -> ProblemException.notFound("tenant"));
    }

    int set(UUID tenant, @Nullable Integer days, Actor actor) {
        if (days == null || days < SHORTEST || days > LONGEST) {
            throw ProblemException.invalidField(
                    "days", "Give a number of days from %d to %d".formatted(SHORTEST, LONGEST));
        }
        database.useTransaction(tx -> setIn(tx, tenant, days, actor));
        return days;
    }

    private void setIn(Tx tx, UUID tenant, int days, Actor actor) {
        int before = retentions.lock(tx, tenant).orElseThrow(() -> ProblemException.notFound("tenant"));
        retentions.set(tx, tenant, days);
        AuditChange change = AuditChange.between(
                Map.of("audit_retention_days", before), Map.of("audit_retention_days", days), Set.of());
        audit.append(
                tx,
                tenant,
                AuditRecorded.of(AuditAction.TENANT_CHANGED, tenant, actor).with(change));
    }
}
