package campaignflows.gateway.apikey;

import campaignflows.gateway.authentication.Scope;
import campaignflows.gateway.authentication.SecretHash;
import campaignflows.gateway.authentication.StoredRoles;
import campaignflows.platform.web.address.AddressRange;
import campaignflows.platform.web.auth.Role;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.hibernate.annotations.DynamicUpdate;
import org.jspecify.annotations.Nullable;

/**
 * An API key of a tenant: its permissions and the hash of its secret, which is stored nowhere else. A revoked key stays, so that
 * what it did can be traced later. Only changed columns are written, since the use of a key is recorded at the same time.
 */
@Entity
@Table(name = "api_keys")
@DynamicUpdate
public class ApiKey {

    @Id
    private UUID id;

    @Column(name = "tenant_id", updatable = false)
    private UUID tenantId;

    @Column(updatable = false, columnDefinition = "text")
    private String name;

    @Column(updatable = false, columnDefinition = "_text")
    private String[] roles;

    @Column(name = "secret_hash")
    private byte[] secretHash;

    @Column(name = "previous_secret_hash")
    private byte @Nullable [] previousSecretHash;

    @Column(name = "previous_valid_until")
    private @Nullable Instant previousValidUntil;

    @Column(name = "rotated_at")
    private @Nullable Instant rotatedAt;

    @Column(name = "expires_at")
    private @Nullable Instant expiresAt;

    @Column(name = "allowed_addresses", columnDefinition = "_text")
    private String[] allowedAddresses;

    @Column(name = "requests_per_minute")
    private @Nullable Integer requestsPerMinute;

    @Column(columnDefinition = "_text")
    private String[] scopes;

    @Column(name = "from_bootstrap", updatable = false)
    private boolean fromBootstrap;

    @Column(name = "created_at", updatable = false)
    private Instant createdAt;

    @Column(name = "last_used_at", insertable = false, updatable = false)
    private @Nullable Instant lastUsedAt;

    @Column(name = "revoked_at")
    private @Nullable Instant revokedAt;

    /** For Hibernate, which fills the fields. */
    @SuppressWarnings("NullAway.Init")
    protected ApiKey() {}

    private ApiKey(
            UUID id, UUID tenant, String name, Set<Role> roles, SecretHash secret, boolean fromBootstrap, Instant now) {
        this.id = id;
        this.tenantId = tenant;
        this.name = name;
        this.roles = StoredRoles.of(roles);
        this.secretHash = secret.bytes();
        this.fromBootstrap = fromBootstrap;
        this.createdAt = now;
        this.allowedAddresses = new String[0];
        this.scopes = new String[0];
    }

    /** A key that a caller creates. */
    static ApiKey made(
            UUID id, UUID tenant, String name, Set<Role> roles, ApiKeyTerms terms, SecretHash secret, Instant now) {
        ApiKey key = new ApiKey(id, tenant, name, roles, secret, false, now);
        key.change(terms);
        return key;
    }

    /** The key of the bootstrap's file, an administrator's. */
    static ApiKey ofBootstrap(UUID id, UUID tenant, String name, SecretHash secret, Instant now) {
        return new ApiKey(id, tenant, name, Set.of(Role.ADMIN), secret, true, now);
    }

    /** Ends the key for ever. */
    void revoke(Instant now) {
        if (revokedAt != null) {
            throw new IllegalStateException("Expected a key that is not revoked yet");
        }
        revokedAt = now;
    }

    /** Gives it a new secret; the present one stays valid for a time, and the one before that ends. */
    void rotate(SecretHash secret, Instant now, Duration overlap) {
        previousSecretHash = overlap.isZero() ? null : secretHash;
        previousValidUntil = overlap.isZero() ? null : now.plus(overlap);
        secretHash = secret.bytes();
        rotatedAt = now;
    }

    void change(ApiKeyTerms terms) {
        expiresAt = terms.expiresAt();
        allowedAddresses = terms.addressTexts().toArray(String[]::new);
        requestsPerMinute = terms.requestsPerMinute();
        scopes = terms.scopeNames().toArray(String[]::new);
    }

    ApiKeyTerms terms() {
        return new ApiKeyTerms(
                expiresAt,
                Arrays.stream(allowedAddresses).map(AddressRange::parse).toList(),
                requestsPerMinute,
                Arrays.stream(scopes)
                        .flatMap(name -> Scope.ofWireName(name).stream())
                        .toList());
    }

    public UUID id() {
        return id;
    }

    public String name() {
        return name;
    }

    public List<Role> roles() {
        return StoredRoles.read(roles);
    }

    /** Whether it administers the tenant, wholly and without an end. */
    boolean isLastingAdministrator() {
        return isLastingAdministrator(terms());
    }

    /** Whether it would be one on these terms. */
    boolean isLastingAdministrator(ApiKeyTerms terms) {
        return roles().contains(Role.ADMIN)
                && terms.expiresAt() == null
                && terms.scopes().isEmpty();
    }

    /** Whether its secret is that of a file of the installation. */
    boolean isOfBootstrap() {
        return fromBootstrap;
    }

    /** The hashes of the present secret, and of the one before it that may still be valid. */
    List<SecretHash> secrets() {
        SecretHash present = SecretHash.ofBytes(secretHash);
        return previousSecretHash == null ? List.of(present) : List.of(present, SecretHash.ofBytes(previousSecretHash));
    }

    Instant createdAt() {
        return createdAt;
    }

    @Nullable
    Instant lastUsedAt() {
        return lastUsedAt;
    }

    @Nullable
    Instant rotatedAt() {
        return rotatedAt;
    }

    @Nullable
    Instant previousValidUntil() {
        return previousValidUntil;
    }
}
