package campaignflows.gateway.apikey;

import campaignflows.platform.contracts.audit.AuditChange;
import campaignflows.platform.web.auth.Role;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the audit log tells of an API key. */
record ApiKeySnapshot(
        String name,
        List<Role> roles,
        @Nullable Instant expiresAt,
        List<String> allowedAddresses,
        @Nullable Integer requestsPerMinute,
        List<String> scopes) {
    static ApiKeySnapshot of(ApiKey key) {
        ApiKeyTerms terms = key.terms();
        return new ApiKeySnapshot(
                key.name(),
                key.roles(),
                terms.expiresAt(),
                terms.addressTexts(),
                terms.requestsPerMinute(),
                terms.scopeNames());
    }

    /** What has become of the key since. */
    AuditChange until(ApiKey now) {
        return AuditChange.between(this, of(now), Set.of());
    }
}
