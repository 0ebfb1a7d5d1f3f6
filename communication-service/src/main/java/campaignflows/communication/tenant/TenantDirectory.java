package campaignflows.communication.tenant;

import campaignflows.communication.limit.TenantZones;
import campaignflows.platform.contracts.Envelope;
import campaignflows.platform.contracts.MalformedMessageException;
import campaignflows.platform.contracts.Topics;
import campaignflows.platform.contracts.definition.TenantDefined;
import campaignflows.platform.messaging.Messaging;
import campaignflows.platform.web.client.InternalHttp;
import campaignflows.platform.web.client.ServiceName;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** The tenants, followed on their topic; one that it has not brought yet is asked for at the gateway where that may take its time. */
@Singleton
public class TenantDirectory implements TenantZones {
    private static final Logger LOG = Logger.getLogger(TenantDirectory.class);
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private final Map<UUID, TenantDefined> tenants = new ConcurrentHashMap<>();

    /** Tenants that the gateway is being asked for. */
    private final Set<UUID> asked = ConcurrentHashMap.newKeySet();

    private final InternalHttp http;

    TenantDirectory(InternalHttp http) {
        this.http = http;
    }

    void follow(@Observes StartupEvent event, Messaging messaging) {
        messaging.follow(Topics.TENANTS, this::changed);
    }

    private void changed(UUID id, byte @Nullable [] message) {
        if (message == null) {
            tenants.remove(id);
            return;
        }
        try {
            TenantDefined.FAMILY.decode(message).map(Envelope::data).ifPresent(this::keepNewer);
        } catch (MalformedMessageException e) {
            LOG.errorf("tenant cannot be read tenant=%s cause=%s", id, e.getMessage());
        }
    }

    private void keepNewer(TenantDefined tenant) {
        tenants.merge(tenant.id(), tenant, (old, now) -> now.revision() >= old.revision() ? now : old);
    }

    /** As far as it is known here; what the topic has not brought yet is asked for meanwhile. */
    @Override
    public Optional<ZoneId> of(UUID tenantId) {
        TenantDefined known = tenants.get(tenantId);
        if (known == null && asked.add(tenantId)) {
            Thread.ofVirtual().name("tenant-zone").start(() -> askInTheBackground(tenantId));
        }
        return Optional.ofNullable(known).map(TenantDefined::timezone);
    }

    private void askInTheBackground(UUID tenantId) {
        try {
            ask(tenantId);
        } catch (RuntimeException e) {
            LOG.warnf("zone of a tenant not known yet tenant=%s cause=%s", tenantId, e.getMessage());
        } finally {
            asked.remove(tenantId);
        }
    }

    /** What the tenant calls itself; asks the gateway if need be. */
    public String nameOf(UUID tenantId) {
        TenantDefined tenant = tenants.get(tenantId);
        return (tenant == null ? ask(tenantId) : tenant).name();
    }

    private TenantDefined ask(UUID tenantId) {
        TenantDefined tenant = http.to(ServiceName.GATEWAY)
                .get("/internal/v1/tenants/{}", tenantId)
                .asService(tenantId)
                .timeout(TIMEOUT)
                .as(TenantDefined.class);
        keepNewer(tenant);
        return tenant;
    }
}
