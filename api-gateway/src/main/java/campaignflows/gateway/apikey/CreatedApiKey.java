package campaignflows.gateway.apikey;

import campaignflows.platform.web.auth.Role;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** An API key with its secret, returned once. */
public record CreatedApiKey(
        UUID id,
        String name,
        List<Role> roles,
        Instant createdAt,
        @Nullable Instant lastUsedAt,

        @Schema(description = "What to send as Authorization: Bearer …; shown this once")
        String apiKey) {
    public CreatedApiKey {
        roles = List.copyOf(roles);
    }

    @Override
    public String toString() {
        return "CreatedApiKey[id=" + id + "]";
    }
}
