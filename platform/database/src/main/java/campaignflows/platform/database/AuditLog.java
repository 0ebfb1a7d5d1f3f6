package campaignflows.platform.database;

import campaignflows.platform.contracts.Envelope;
import campaignflows.platform.contracts.Ids;
import campaignflows.platform.contracts.Topics;
import campaignflows.platform.contracts.audit.AuditRecorded;
import campaignflows.platform.messaging.OutgoingMessage;
import io.smallrye.mutiny.Uni;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * Where a service tells who changed what: in the transaction of the change, so that there is neither a change without its line
 * nor a line without its change. A change that left all as it was is not told.
 */
public final class AuditLog {
    private final Outbox outbox;
    private final Clock clock;
    private final String service;

    public AuditLog(Outbox outbox, Clock clock, String service) {
        this.outbox = outbox;
        this.clock = clock;
        this.service = service;
    }

    public void append(Tx tx, UUID tenant, AuditRecorded line) {
        tx.requireTransaction();
        if (!line.isWithoutEffect()) {
            outbox.append(tx, List.of(message(tenant, line)));
        }
    }

    public Uni<Void> append(Mutiny.Session session, UUID tenant, AuditRecorded line) {
        return line.isWithoutEffect()
                ? Uni.createFrom().voidItem()
                : outbox.append(session, List.of(message(tenant, line)));
    }

    private OutgoingMessage message(UUID tenant, AuditRecorded line) {
        var envelope = new Envelope<>(
                Ids.v7(),
                service,
                tenant,
                line.objectId(),
                clock.instant().truncatedTo(ChronoUnit.MICROS),
                null,
                0,
                line);
        return new OutgoingMessage(
                Topics.AUDIT_EVENTS, tenant, AuditRecorded.FAMILY.typeOf(line), AuditRecorded.FAMILY.encode(envelope));
    }
}
