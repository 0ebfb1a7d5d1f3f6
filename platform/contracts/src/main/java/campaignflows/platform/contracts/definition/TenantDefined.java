package campaignflows.platform.contracts.definition;

import campaignflows.platform.contracts.MessageFamily;
import campaignflows.platform.values.DatePattern;
import campaignflows.platform.values.ParseContext;
import java.time.ZoneId;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A tenant's settings, on the compacted topic {@code tenants} and at {@code GET /internal/v1/tenants/{id}} of the
 * gateway.
 *
 * @param revision   increases with each change
 * @param timezone   in which dates without a participant's zone are parsed and shown
 * @param dateFormat a pattern of {@link java.time.format.DateTimeFormatter}, tried after ISO 8601
 * @param region     ISO 3166 alpha-2, by which phone numbers without a country are parsed
 * @param retention  how long it keeps what it has no more use for; absent in messages of earlier versions: for ever
 */
public record TenantDefined(
        UUID id,
        String name,
        long revision,
        ZoneId timezone,
        String dateFormat,
        @Nullable String region,
        DataRetention retention) {
    public static final MessageFamily<TenantDefined> FAMILY =
            new MessageFamily<>(Map.of("TenantDefined", TenantDefined.class));

    public TenantDefined {
        retention = Objects.requireNonNullElse(retention, DataRetention.FOREVER);
    }

    /** A tenant that keeps everything for ever. */
    public TenantDefined(
            UUID id, String name, long revision, ZoneId timezone, String dateFormat, @Nullable String region) {
        this(id, name, revision, timezone, dateFormat, region, DataRetention.FOREVER);
    }

    /** How the tenant writes dates; null, which leaves ISO 8601, for a format that is not valid any more. */
    public @Nullable DatePattern datePattern() {
        try {
            return DatePattern.of(dateFormat);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /** How the tenant's texts become values where nothing else is said of their zone. */
    public ParseContext parsing() {
        return new ParseContext(timezone, datePattern(), region, Set.of());
    }
}
