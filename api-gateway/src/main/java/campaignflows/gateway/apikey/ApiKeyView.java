package campaignflows.gateway.apikey;

import campaignflows.platform.web.auth.Role;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * An API key as the API shows it, without its secret, which is stored nowhere.
 *
 * @param lastUsedAt to the minute
 */
@Schema(name = "ApiKey")
public record ApiKeyView(
        UUID id,
        String name,
        List<Role> roles,
        Instant createdAt,
        @Nullable Instant lastUsedAt) {
    public ApiKeyView {
        roles = List.copyOf(roles);
    }

    static ApiKeyView of(ApiKey key) {
        return new ApiKeyView(key.id(), key.name(), key.roles(), key.createdAt(), key.lastUsedAt());
    }
}
