package campaignflows.communication.inbound;

import campaignflows.platform.contracts.participant.InboundContact;
import campaignflows.platform.web.client.InternalHttp;
import campaignflows.platform.web.client.ServiceName;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
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
    public List<Optional<UUID>> customersOf(UUID tenantId, List<InboundContact.Contact> contacts) {
        List<InboundContact.Owner> owners = http.to(ServiceName.PARTICIPANT)
                .post("/internal/v1/customers/contacts/batch")
                .asService(tenantId)
                .json(new InboundContact.BatchQuery(tenantId, contacts))
                .timeout(TIMEOUT)
                .as(InboundContact.BatchResponse.class)
                .owners();
        if (owners.size() != contacts.size()) {
            throw new IllegalStateException(
                    "Expected %d owners, but there are %d".formatted(contacts.size(), owners.size()));
        }
        return owners.stream()
                .map(owner -> Optional.ofNullable(owner.customerId()))
                .toList();
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

    @Override
    public void tell(InboundContact.Sessions begun) {
        http.to(ServiceName.PARTICIPANT)
                .post("/internal/v1/customers/incoming-sessions")
                .asService(begun.tenantId())
                .json(begun)
                .timeout(TIMEOUT)
                .discardingResponse();
    }
}
