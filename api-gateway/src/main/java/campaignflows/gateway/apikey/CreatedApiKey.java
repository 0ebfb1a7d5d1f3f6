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
        @Nullable Instant expiresAt,
        List<String> allowedAddresses,
        @Nullable Integer requestsPerMinute,
        List<String> scopes,
        @Nullable Instant rotatedAt,
        @Nullable Instant previousValidUntil,

        @Schema(description = "What to send as Authorization: Bearer …; shown this once")
        String apiKey) {
    public CreatedApiKey {
        roles = List.copyOf(roles);
        allowedAddresses = List.copyOf(allowedAddresses);
        scopes = List.copyOf(scopes);
    }

    static CreatedApiKey of(ApiKey key, String secret) {
        ApiKeyView view = ApiKeyView.of(key);
        return new CreatedApiKey(
                view.id(),
                view.name(),
                view.roles(),
                view.createdAt(),
                view.lastUsedAt(),
                view.expiresAt(),
                view.allowedAddresses(),
                view.requestsPerMinute(),
                view.scopes(),
                view.rotatedAt(),
                view.previousValidUntil(),
                secret);
    }

    @Override
    public String toString() {
        return "CreatedApiKey[id=" + id + "]";
    }
}
