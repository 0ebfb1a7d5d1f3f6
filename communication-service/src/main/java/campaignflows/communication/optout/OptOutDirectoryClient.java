package campaignflows.communication.optout;

import campaignflows.platform.contracts.communication.ChannelType;
import campaignflows.platform.contracts.participant.OptOuts;
import campaignflows.platform.web.client.InternalHttp;
import campaignflows.platform.web.client.ServiceName;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;

/** Asks participant-service. */
@Singleton
public final class OptOutDirectoryClient implements OptOutDirectory {
    private static final Duration TIMEOUT = Duration.ofSeconds(8);
    private static final String PATH = "/internal/v1/customers/{}/opt-outs";

    private final InternalHttp http;

    public OptOutDirectoryClient(InternalHttp http) {
        this.http = http;
    }

    @Override
    public Set<ChannelType> of(UUID tenantId, UUID customerId) {
        return http.to(ServiceName.PARTICIPANT)
                .get(PATH, customerId)
                .query("tenant", tenantId)
                .asService(tenantId)
                .timeout(TIMEOUT)
                .as(OptOuts.Response.class)
                .channels();
    }

    @Override
    public Set<ChannelType> change(UUID customerId, OptOuts.Change change) {
        return http.to(ServiceName.PARTICIPANT)
                .post(PATH, customerId)
                .asService(change.tenantId())
                .json(change)
                .idempotent()
                .timeout(TIMEOUT)
                .as(OptOuts.Response.class)
                .channels();
    }
}
