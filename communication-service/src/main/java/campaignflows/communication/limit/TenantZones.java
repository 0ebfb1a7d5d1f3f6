package campaignflows.communication.limit;

import java.time.ZoneId;
import java.util.Optional;
import java.util.UUID;

/** Tenants' time zones, for contacts whose own is not known. Returns at once, since it is called within transactions. */
@FunctionalInterface
public interface TenantZones {

    /** Empty while it is not known here: whoever needs it asks again later, since a guess would contact people at night. */
    Optional<ZoneId> of(UUID tenantId);
}
