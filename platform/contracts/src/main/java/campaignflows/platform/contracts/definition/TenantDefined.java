package campaignflows.platform.contracts.definition;

import campaignflows.platform.contracts.MessageFamily;
import java.time.ZoneId;
import java.util.Map;
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
 */
public record TenantDefined(
        UUID id,
        String name,
        long revision,
        ZoneId timezone,
        String dateFormat,
        @Nullable String region) {
    public static final MessageFamily<TenantDefined> FAMILY =
            new MessageFamily<>(Map.of("TenantDefined", TenantDefined.class));
}
