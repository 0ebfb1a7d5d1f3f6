package campaignflows.communication.limit;

import java.time.ZoneId;
import java.util.UUID;

/** Tenants' time zones, for contacts whose own is not known. Answers at once, since it is asked within transactions. */
@FunctionalInterface
public interface TenantZones {
    ZoneId of(UUID tenantId);
}
