package campaignflows.gateway.tenant;

import campaignflows.platform.contracts.definition.TenantDefined;
import java.util.UUID;

/**
 * A customer company of this installation.
 *
 * @param revision grows with each change
 */
public record Tenant(UUID id, long revision, TenantSettings settings) {

    /** As the other services know it. */
    public TenantDefined defined() {
        return new TenantDefined(
                id, settings.name(), revision, settings.timezone(), settings.dateFormat(), settings.region());
    }
}
