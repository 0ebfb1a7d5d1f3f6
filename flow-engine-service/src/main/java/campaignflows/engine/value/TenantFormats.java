package campaignflows.engine.value;

import campaignflows.platform.contracts.definition.TenantDefined;
import campaignflows.platform.values.DatePattern;
import campaignflows.platform.values.ParseContext;
import java.time.ZoneId;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A tenant's formats of dates and phone numbers, and its time zone.
 *
 * @param revision of the tenant's settings that these were taken from
 */
public record TenantFormats(
        long revision,
        ZoneId timezone,
        @Nullable DatePattern datePattern,
        @Nullable String region) {

    public static TenantFormats of(TenantDefined tenant) {
        return new TenantFormats(tenant.revision(), tenant.timezone(), tenant.datePattern(), tenant.region());
    }

    /** The context for parsing a text in this zone. */
    public ParseContext parsing(ZoneId zone, Set<String> allowedValues) {
        return new ParseContext(zone, datePattern, region, allowedValues);
    }
}
