package campaignflows.gateway.tenant;

import campaignflows.platform.contracts.Envelope;
import campaignflows.platform.contracts.Ids;
import campaignflows.platform.contracts.Topics;
import campaignflows.platform.contracts.definition.TenantDefined;
import campaignflows.platform.database.Outbox;
import campaignflows.platform.messaging.OutgoingMessage;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import org.hibernate.reactive.mutiny.Mutiny;

/** Publishes a tenant to all services, in the transaction of its change. */
@Singleton
public class TenantPublisher {
    private static final String SOURCE = "api-gateway";

    private final Outbox outbox;
    private final Clock clock;

    public TenantPublisher(Outbox outbox, Clock clock) {
        this.outbox = outbox;
        this.clock = clock;
    }

    Uni<Void> publish(Mutiny.Session session, Tenant tenant) {
        TenantDefined data = tenant.defined();
        var envelope =
                new Envelope<>(Ids.v7(), SOURCE, tenant.id(), tenant.id().toString(), clock.instant(), null, 0, data);
        return outbox.append(
                session,
                List.of(new OutgoingMessage(
                        Topics.TENANTS,
                        tenant.id(),
                        TenantDefined.FAMILY.typeOf(data),
                        TenantDefined.FAMILY.encode(envelope))));
    }
}
