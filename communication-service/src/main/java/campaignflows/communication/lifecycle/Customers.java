package campaignflows.communication.lifecycle;

import campaignflows.platform.web.client.InternalHttp;
import campaignflows.platform.web.client.RemoteProblem;
import campaignflows.platform.web.client.ServiceName;
import jakarta.inject.Singleton;
import java.util.UUID;

/** Asks participant-service whether a tenant has a customer. */
@Singleton
public final class Customers {
    private static final int NOT_FOUND = 404;

    private final InternalHttp http;

    public Customers(InternalHttp http) {
        this.http = http;
    }

    boolean exists(UUID tenantId, UUID customerId) {
        try {
            http.to(ServiceName.PARTICIPANT)
                    .get("/internal/v1/customers/{}", customerId)
                    .query("tenant", tenantId)
                    .asService(tenantId)
                    .discardingResponse();
            return true;
        } catch (RemoteProblem problem) {
            if (problem.status() == NOT_FOUND) {
                return false;
            }
            throw problem;
        }
    }
}
