package campaignflows.campaign.field;

import campaignflows.platform.contracts.definition.FieldLevel;
import campaignflows.platform.values.WireName;
import campaignflows.platform.web.client.InternalHttp;
import campaignflows.platform.web.client.ServiceName;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.UUID;

/** Asks participant-service whether values of a field exist. */
@Singleton
public class FieldUsageClient {
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private final InternalHttp http;

    FieldUsageClient(InternalHttp http) {
        this.http = http;
    }

    /** Whether a participant of the campaign, or for that level a customer of the tenant, has a value. */
    public boolean inUse(UUID tenant, UUID campaignId, String name, FieldLevel level) {
        return http.to(ServiceName.PARTICIPANT)
                .get("/internal/v1/fields/in-use")
                .query("tenant", tenant)
                .query("campaign", campaignId)
                .query("name", name)
                .query("level", WireName.of(level))
                .asService(tenant)
                .timeout(TIMEOUT)
                .as(Response.class)
                .inUse();
    }

    /** The response of participant-service. */
    private record Response(boolean inUse) {}
}
