package campaignflows.participant.field;

import campaignflows.platform.contracts.Topics;
import campaignflows.platform.contracts.definition.TenantDefined;
import campaignflows.platform.messaging.Messaging;
import campaignflows.platform.web.client.InternalHttp;
import campaignflows.platform.web.client.RemoteProblem;
import campaignflows.platform.web.client.ServiceName;
import campaignflows.platform.web.problem.ProblemException;
import io.quarkus.runtime.Startup;
import jakarta.annotation.PostConstruct;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The settings of tenants: followed on their topic, requested by REST where the topic has not delivered them yet. */
@Singleton
@Startup
public class Tenants {
    private static final int NOT_FOUND = 404;

    private final Messaging messaging;
    private final InternalHttp http;
    private final Map<UUID, TenantSettings> settings = new ConcurrentHashMap<>();

    Tenants(Messaging messaging, InternalHttp http) {
        this.messaging = messaging;
        this.http = http;
    }

    @PostConstruct
    void follow() {
        messaging.follow(Topics.TENANTS, this::changed);
    }

    /**
     * The tenant's settings.
     *
     * @throws ProblemException 503 if they are not known here and the gateway does not respond
     */
    public TenantSettings of(UUID tenantId) {
        TenantSettings known = settings.get(tenantId);
        if (known != null) {
            return known;
        }
        try {
            TenantDefined tenant = http.to(ServiceName.GATEWAY)
                    .get("/internal/v1/tenants/{}", tenantId)
                    .asService(tenantId)
                    .as(TenantDefined.class);
            return keep(tenant);
        } catch (RemoteProblem problem) {
            if (problem.status() == NOT_FOUND) {
                throw ProblemException.notFound("tenant");
            }
            throw problem;
        }
    }

    private void changed(UUID tenantId, byte @Nullable [] message) {
        if (message == null) {
            settings.remove(tenantId);
        } else {
            TenantDefined.FAMILY.decode(message).ifPresent(envelope -> keep(envelope.data()));
        }
    }

    private TenantSettings keep(TenantDefined tenant) {
        TenantSettings fresh = TenantSettings.of(tenant);
        return settings.merge(tenant.id(), fresh, (old, now) -> old.revision() > now.revision() ? old : now);
    }
}
