package campaignflows.gateway.audit;

import campaignflows.platform.contracts.audit.AuditOutcome;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * Which lines of a tenant's are wanted, the newest first.
 *
 * @param from   the first moment
 * @param to     the first moment that is too late
 * @param before where the page before ended
 */
record AuditQuery(
        UUID tenant,
        Optional<String> actor,
        Optional<String> action,
        Optional<String> objectType,
        Optional<String> objectId,
        Optional<UUID> campaign,
        Optional<AuditOutcome> outcome,
        Optional<Instant> from,
        Optional<Instant> to,
        Optional<Position> before) {

    /** The place of a line in their order. */
    record Position(Instant at, UUID id) {}

    AuditQuery after(AuditEntry last) {
        return new AuditQuery(
                tenant,
                actor,
                action,
                objectType,
                objectId,
                campaign,
                outcome,
                from,
                to,
                Optional.of(new Position(last.at(), last.id())));
    }
}
