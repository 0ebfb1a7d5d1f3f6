package campaignflows.communication.tenant;

import campaignflows.communication.limit.TenantZones;
import campaignflows.platform.contracts.Topics;
import campaignflows.platform.contracts.definition.TenantDefined;
import campaignflows.platform.messaging.Messaging;
import campaignflows.platform.web.client.TenantDirectory;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.ZoneId;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/** The zones of the tenants as their topic delivers them; what it has not delivered is requested, and nobody waits for that. */
@Singleton
public class FollowedTenantZones implements TenantZones {
    private static final Logger LOG = Logger.getLogger(FollowedTenantZones.class);

    /** Tenants that are being requested. */
    private final Set<UUID> requested = ConcurrentHashMap.newKeySet();

    private final TenantDirectory tenants;

    FollowedTenantZones(TenantDirectory tenants) {
        this.tenants = tenants;
    }

    void follow(@Observes StartupEvent event, Messaging messaging) {
        messaging.follow(Topics.TENANTS, tenants::changed);
    }

    /** As far as it is known here; what is not is requested meanwhile. */
    @Override
    public Optional<ZoneId> of(UUID tenantId) {
        Optional<ZoneId> zone = tenants.known(tenantId).map(TenantDefined::timezone);
        if (zone.isEmpty() && requested.add(tenantId)) {
            Thread.ofVirtual().name("tenant-zone").start(() -> request(tenantId));
        }
        return zone;
    }

    private void request(UUID tenantId) {
        try {
            tenants.of(tenantId);
        } catch (RuntimeException e) {
            LOG.warnf("zone of a tenant not known yet tenant=%s cause=%s", tenantId, e.getMessage());
        } finally {
            requested.remove(tenantId);
        }
    }
}
