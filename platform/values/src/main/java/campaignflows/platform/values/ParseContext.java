package campaignflows.platform.values;

import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the meaning of a text depends on, apart from its type.
 *
 * @param zone the participant's time zone if set, else the tenant's: where a datetime without offset is read
 * @param dateFormat the tenant's own date pattern, tried after ISO 8601
 * @param region the tenant's region (ISO 3166 code), for phone numbers without {@code +}
 * @param allowedValues of the enumeration field; empty for all other types
 */
public record ParseContext(
        ZoneId zone,
        @Nullable DatePattern dateFormat,
        @Nullable String region,
        Set<String> allowedValues) {

    /** UTC, ISO dates only, no region, no allowed values. */
    public static final ParseContext UTC = new ParseContext(ZoneOffset.UTC, null, null, Set.of());

    public ParseContext withZone(ZoneId newZone) {
        return new ParseContext(newZone, dateFormat, region, allowedValues);
    }

    public ParseContext withAllowedValues(Set<String> newAllowedValues) {
        return new ParseContext(zone, dateFormat, region, newAllowedValues);
    }
}
