package campaignflows.participant.customer;

import campaignflows.platform.contracts.definition.CampaignNames;
import campaignflows.platform.contracts.definition.CustomerField;
import campaignflows.platform.web.client.InternalHttp;
import campaignflows.platform.web.client.ServiceName;
import com.fasterxml.jackson.core.type.TypeReference;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * What campaign-service knows about a tenant beyond one campaign. It is requested each time: a field that was added a second
 * ago counts. If campaign-service does not respond, the request fails (503).
 */
@Singleton
class CustomerFields {
    private static final TypeReference<List<CustomerField>> LIST = new TypeReference<>() {};

    private final InternalHttp http;

    CustomerFields(InternalHttp http) {
        this.http = http;
    }

    /** The fields of the tenant's customer profiles, in their order. */
    List<CustomerField> of(UUID tenantId) {
        return http.to(ServiceName.CAMPAIGN)
                .get("/internal/v1/customer-fields")
                .query("tenant", tenantId)
                .asService(tenantId)
                .as(LIST);
    }

    /** The names of the campaigns; deleted ones are missing. */
    Map<UUID, String> namesOf(UUID tenantId, Collection<UUID> campaignIds) {
        if (campaignIds.isEmpty()) {
            return Map.of();
        }
        return http.to(ServiceName.CAMPAIGN)
                .post("/internal/v1/campaigns/names")
                .json(new CampaignNames.Query(tenantId, List.copyOf(campaignIds)))
                .asService(tenantId)
                .idempotent()
                .as(CampaignNames.Response.class)
                .names();
    }
}
