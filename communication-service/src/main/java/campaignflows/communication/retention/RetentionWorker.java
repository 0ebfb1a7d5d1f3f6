package campaignflows.communication.retention;

import campaignflows.platform.contracts.audit.AuditAction;
import campaignflows.platform.contracts.definition.DataRetention;
import campaignflows.platform.contracts.definition.TenantDefined;
import campaignflows.platform.database.AuditLog;
import campaignflows.platform.database.Database;
import campaignflows.platform.database.RetentionLoop;
import campaignflows.platform.database.RetentionRuns;
import campaignflows.platform.web.client.TenantDirectory;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.Optional;
import java.util.UUID;

/** Has the communications erased that their tenants keep no longer, once a day. */
@Singleton
public class RetentionWorker implements RetentionLoop.Kept {
    private static final String SOURCE = "communication-service";

    private final RetentionService communications;
    private final TenantDirectory tenants;
    private final RetentionLoop loop;

    RetentionWorker(
            RetentionService communications,
            TenantDirectory tenants,
            @Identifier("work") Database database,
            AuditLog audit,
            MeterRegistry meters) {
        this.communications = communications;
        this.tenants = tenants;
        this.loop = new RetentionLoop(
                "communications", AuditAction.COMMUNICATIONS_EXPIRED, SOURCE, this, database, audit, meters);
    }

    void start(@Observes StartupEvent event) {
        loop.start();
    }

    void stop(@Observes ShutdownEvent event) {
        loop.close();
    }

    @Override
    public Collection<UUID> tenants() {
        return tenants.known().stream()
                .filter(tenant -> tenant.retention().communicationDays() != null)
                .map(TenantDefined::id)
                .toList();
    }

    @Override
    public DataRetention retention(UUID tenantId) {
        return tenants.newest(tenantId).map(TenantDefined::retention).orElse(DataRetention.FOREVER);
    }

    @Override
    public Optional<RetentionRuns.Run> erase(RetentionRuns.Run run, DataRetention retention) {
        return communications.erase(run, retention);
    }
}
