package campaignflows.gateway.audit;

import campaignflows.platform.contracts.audit.AuditRecorded;
import java.time.Instant;
import java.util.UUID;

/**
 * A line of the audit log as it is kept.
 *
 * @param id     of the message that told it
 * @param source the service that told it
 */
record AuditEntry(UUID id, UUID tenant, Instant at, String source, AuditRecorded event) {}
