package campaignflows.communication.inbound;

import campaignflows.platform.contracts.participant.InboundContact;
import campaignflows.platform.web.client.InternalHttp;
import campaignflows.platform.web.client.ServiceName;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.UUID;

/** Asks participant-service. */
@Singleton
public final class ContactDirectoryClient implements ContactDirectory {
    private static final Duration TIMEOUT = Duration.ofSeconds(8);

    private final InternalHttp http;

    public ContactDirectoryClient(InternalHttp http) {
        this.http = http;
    }

    @Override
    public UUID customerOf(InboundContact.Query query) {
        return http.to(ServiceName.PARTICIPANT)
                .post("/internal/v1/customers/contacts")
                .asService(query.tenantId())
                .json(query)
                .timeout(TIMEOUT)
                .as(InboundContact.Response.class)
                .customerId();
    }

    @Override
    public void tell(UUID customerId, InboundContact.Session session) {
        http.to(ServiceName.PARTICIPANT)
                .post("/internal/v1/customers/{}/incoming-sessions", customerId)
                .asService(session.tenantId())
                .json(session)
                .timeout(TIMEOUT)
                .discardingResponse();
    }
}
