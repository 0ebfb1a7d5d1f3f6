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
import java.time.ZoneOffset;
import java.util.Map;
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

    /** As far as it is known here; UTC until the topic has brought the tenant. */
    @Override
    public ZoneId of(UUID tenantId) {
        TenantDefined known = tenants.get(tenantId);
        return known == null ? ZoneOffset.UTC : known.timezone();
    }

    /** What the tenant calls itself; asks the gateway if need be. */
    public String nameOf(UUID tenantId) {
        TenantDefined tenant = tenants.get(tenantId);
        if (tenant == null) {
            tenant = http.to(ServiceName.GATEWAY)
                    .get("/internal/v1/tenants/{}", tenantId)
                    .asService(tenantId)
                    .timeout(TIMEOUT)
                    .as(TenantDefined.class);
            keepNewer(tenant);
        }
        return tenant.name();
    }
}
