package campaignflows.gateway.apikey;

import campaignflows.gateway.authentication.SecretHash;
import campaignflows.gateway.authentication.StoredRoles;
import campaignflows.platform.web.auth.Role;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
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

    @Column(name = "secret_hash", updatable = false)
    private byte[] secretHash;

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
    }

    /** A key that a caller creates. */
    static ApiKey made(UUID id, UUID tenant, String name, Set<Role> roles, SecretHash secret, Instant now) {
        return new ApiKey(id, tenant, name, roles, secret, false, now);
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

    public UUID id() {
        return id;
    }

    public String name() {
        return name;
    }

    public List<Role> roles() {
        return StoredRoles.read(roles);
    }

    public boolean isAdministrator() {
        return roles().contains(Role.ADMIN);
    }

    SecretHash secret() {
        return SecretHash.ofBytes(secretHash);
    }

    Instant createdAt() {
        return createdAt;
    }

    /** To the minute. */
    @Nullable
    Instant lastUsedAt() {
        return lastUsedAt;
    }
}
