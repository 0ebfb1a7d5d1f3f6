package campaignflows.gateway.apikey;

import campaignflows.platform.web.auth.Role;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An API key without its secret, which is nowhere.
 *
 * @param lastUsedAt to the minute
 */
public record ApiKey(
        UUID id,
        String name,
        List<Role> roles,
        Instant createdAt,
        @Nullable Instant lastUsedAt) {
    public ApiKey {
        roles = List.copyOf(roles);
    }
}
