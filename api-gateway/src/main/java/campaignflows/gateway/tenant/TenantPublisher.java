package campaignflows.gateway.tenant;

import campaignflows.platform.contracts.Envelope;
import campaignflows.platform.contracts.Ids;
import campaignflows.platform.contracts.MessageFamily;
import campaignflows.platform.contracts.Topics;
import campaignflows.platform.contracts.definition.TenantDefined;
import campaignflows.platform.messaging.Outbox;
import campaignflows.platform.messaging.OutgoingMessage;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** Tells all services of a tenant, in the transaction of the change. */
@Singleton
public class TenantPublisher {
    private static final String SOURCE = "api-gateway";

    private final Outbox outbox;

    public TenantPublisher(Outbox outbox) {
        this.outbox = outbox;
    }

    void publish(Handle transaction, Tenant tenant) {
        TenantDefined data = tenant.defined();
        var envelope =
                new Envelope<>(Ids.v7(), SOURCE, tenant.id(), tenant.id().toString(), Instant.now(), null, 0, data);
        outbox.append(
                transaction,
                List.of(new OutgoingMessage(
                        Topics.TENANTS,
                        tenant.id(),
                        MessageFamily.typeOf(data),
                        TenantDefined.FAMILY.encode(envelope))));
    }
}
