package campaignflows.participant.field;

import campaignflows.platform.contracts.definition.TenantDefined;
import campaignflows.platform.values.DatePattern;
import campaignflows.platform.values.ParseContext;
import java.util.Set;

/** How the texts of a tenant are parsed unless the participant specifies otherwise. */
public record TenantSettings(long revision, ParseContext context) {
    public static TenantSettings of(TenantDefined tenant) {
        return new TenantSettings(
                tenant.revision(),
                new ParseContext(tenant.timezone(), DatePattern.of(tenant.dateFormat()), tenant.region(), Set.of()));
    }
}
