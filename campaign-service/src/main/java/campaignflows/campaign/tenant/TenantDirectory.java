package campaignflows.campaign.tenant;

import campaignflows.platform.contracts.Envelope;
import campaignflows.platform.contracts.MalformedMessageException;
import campaignflows.platform.contracts.Topics;
import campaignflows.platform.contracts.definition.TenantDefined;
import campaignflows.platform.messaging.Messaging;
import campaignflows.platform.values.DatePattern;
import campaignflows.platform.values.ParseContext;
import campaignflows.platform.web.client.InternalHttp;
import campaignflows.platform.web.client.ServiceName;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The settings of the tenants: followed on their topic, and requested from the gateway if the topic has not delivered a tenant
 * yet.
 */
@Singleton
public class TenantDirectory {
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

    /** How the tenant's texts become values. */
    public ParseContext parsing(UUID tenantId) {
        TenantDefined tenant = tenants.get(tenantId);
        if (tenant == null) {
            tenant = http.to(ServiceName.GATEWAY)
                    .get("/internal/v1/tenants/{}", tenantId)
                    .asService(tenantId)
                    .timeout(TIMEOUT)
                    .as(TenantDefined.class);
            keepNewer(tenant);
        }
        return new ParseContext(tenant.timezone(), datePattern(tenant.dateFormat()), tenant.region(), Set.of());
    }

    private static @Nullable DatePattern datePattern(@Nullable String pattern) {
        try {
            return pattern == null || pattern.isBlank() ? null : DatePattern.of(pattern);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
