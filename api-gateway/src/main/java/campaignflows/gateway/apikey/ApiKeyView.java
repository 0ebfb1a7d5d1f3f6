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
 * @param lastUsedAt written some time after the use
 */
@Schema(name = "ApiKey")
public record ApiKeyView(
        UUID id,
        String name,
        List<Role> roles,
        Instant createdAt,
        @Nullable Instant lastUsedAt,
        @Nullable Instant expiresAt,

        @Schema(description = "From where it is accepted; none: from everywhere")
        List<String> allowedAddresses,

        @Schema(description = "Its own limit; null: that of the installation") @Nullable
        Integer requestsPerMinute,

        @Schema(description = "What it may be used for; none: all that its roles allow")
        List<String> scopes,

        @Schema(description = "When it got its present secret; null if that is its first") @Nullable
        Instant rotatedAt,

        @Schema(description = "Until when the secret before the present one is accepted") @Nullable
        Instant previousValidUntil) {
    public ApiKeyView {
        roles = List.copyOf(roles);
        allowedAddresses = List.copyOf(allowedAddresses);
        scopes = List.copyOf(scopes);
    }

    static ApiKeyView of(ApiKey key) {
        ApiKeyTerms terms = key.terms();
        return new ApiKeyView(
                key.id(),
                key.name(),
                key.roles(),
                key.createdAt(),
                key.lastUsedAt(),
                terms.expiresAt(),
                terms.addressTexts(),
                terms.requestsPerMinute(),
                terms.scopeNames(),
                key.rotatedAt(),
                key.previousValidUntil());
    }
}
