package campaignflows.engine.processing;

import campaignflows.platform.contracts.definition.CampaignDefined;
import campaignflows.platform.contracts.definition.TenantDefined;
import campaignflows.platform.web.client.RemoteProblem;
import campaignflows.platform.web.client.ServiceClient;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/** Requests definitions that the topics have not delivered yet. */
final class DefinitionClient {
    private static final int NOT_FOUND = 404;
    private static final Duration TIMEOUT = Duration.ofSeconds(2);

    private final ServiceClient campaigns;
    private final ServiceClient gateway;

    DefinitionClient(ServiceClient campaigns, ServiceClient gateway) {
        this.campaigns = campaigns;
        this.gateway = gateway;
    }

    Optional<CampaignDefined> campaign(UUID tenantId, UUID campaignId) {
        return ifFound(() -> campaigns
                .get("/internal/v1/campaigns/{}/definition", campaignId)
                .query("tenant", tenantId)
                .asService(tenantId)
                .once()
                .timeout(TIMEOUT)
                .as(CampaignDefined.class));
    }

    Optional<TenantDefined> tenant(UUID tenantId) {
        return ifFound(() -> gateway.get("/internal/v1/tenants/{}", tenantId)
                .asService(tenantId)
                .once()
                .timeout(TIMEOUT)
                .as(TenantDefined.class));
    }

    private static <T> Optional<T> ifFound(Supplier<T> call) {
        try {
            return Optional.of(call.get());
        } catch (RemoteProblem e) {
            if (e.status() == NOT_FOUND) {
                return Optional.empty();
            }
            throw e;
        }
    }
}
