package campaignflows.gateway.apikey;

import campaignflows.gateway.access.CredentialRepository;
import campaignflows.gateway.access.SecretHash;
import campaignflows.platform.web.auth.Role;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** The table of API keys. Revoked ones stay, so that what they did can be told later. */
@Singleton
public class ApiKeyRepository {
    private static final String COLUMNS = "select id, name, roles, created_at, last_used_at from api_key";

    void insert(
            Handle handle,
            UUID tenant,
            UUID id,
            String name,
            Set<Role> roles,
            SecretHash secret,
            boolean fromBootstrap) {
        handle.createUpdate("""
                        insert into api_key (id, tenant_id, name, roles, secret_hash, from_bootstrap)
                        values (:id, :tenant, :name, :roles, :hash, :bootstrap)
                        """)
                .bind("id", id)
                .bind("tenant", tenant)
                .bind("name", name)
                .bind("roles", CredentialRepository.stored(roles))
                .bind("hash", secret.bytes())
                .bind("bootstrap", fromBootstrap)
                .execute();
    }

    Optional<ApiKey> find(Handle handle, UUID tenant, UUID id) {
        return handle.createQuery(COLUMNS + " where tenant_id = :tenant and id = :id and revoked_at is null")
                .bind("tenant", tenant)
                .bind("id", id)
                .map((row, context) -> key(row))
                .findOne();
    }

    List<ApiKey> list(Handle handle, UUID tenant, @Nullable UUID after, int limit) {
        return handle.createQuery(COLUMNS
                        + " where tenant_id = :tenant and revoked_at is null"
                        + " and (:after::uuid is null or id > :after) order by id limit :limit")
                .bind("tenant", tenant)
                .bind("after", after)
                .bind("limit", limit)
                .map((row, context) -> key(row))
                .list();
    }

    int count(Handle handle, UUID tenant) {
        return handle.createQuery("select count(*) from api_key where tenant_id = :tenant and revoked_at is null")
                .bind("tenant", tenant)
                .mapTo(Integer.class)
                .one();
    }

    /** Waits until nobody else makes or revokes keys of the tenant; whether there is such a tenant. */
    boolean lockTenant(Handle handle, UUID tenant) {
        return handle.createQuery("select id from tenant where id = :tenant for update")
                .bind("tenant", tenant)
                .mapTo(UUID.class)
                .findOne()
                .isPresent();
    }

    /** Whether the tenant has an administrator's key besides this one. */
    boolean hasOtherAdministrator(Handle handle, UUID tenant, UUID id) {
        return handle.createQuery("""
                        select exists (select 1 from api_key
                                        where tenant_id = :tenant and id <> :id and revoked_at is null
                                          and :admin = any(roles))
                        """)
                .bind("tenant", tenant)
                .bind("id", id)
                .bind("admin", Role.ADMIN.wireName())
                .mapTo(Boolean.class)
                .one();
    }

    /** Revokes the key and answers the hash of its secret; empty if this tenant has no such key. */
    Optional<SecretHash> revoke(Handle handle, UUID tenant, UUID id) {
        return handle.createQuery("""
                        update api_key set revoked_at = now()
                         where tenant_id = :tenant and id = :id and revoked_at is null
                        returning secret_hash
                        """)
                .bind("tenant", tenant)
                .bind("id", id)
                .map((row, context) -> SecretHash.ofBytes(row.getBytes(1)))
                .findOne();
    }

    /** Whether there is a key with this secret, revoked or not. */
    boolean exists(Handle handle, SecretHash secret) {
        return handle.createQuery("select exists (select 1 from api_key where secret_hash = :hash)")
                .bind("hash", secret.bytes())
                .mapTo(Boolean.class)
                .one();
    }

    void revokeBootstrapKeys(Handle handle, UUID tenant) {
        handle.createUpdate("""
                        update api_key set revoked_at = now()
                         where tenant_id = :tenant and from_bootstrap and revoked_at is null
                        """).bind("tenant", tenant).execute();
    }

    private static ApiKey key(ResultSet row) throws SQLException {
        String[] roles = (String[]) row.getArray("roles").getArray();
        OffsetDateTime lastUsed = row.getObject("last_used_at", OffsetDateTime.class);
        Instant created = row.getObject("created_at", OffsetDateTime.class).toInstant();
        return new ApiKey(
                row.getObject("id", UUID.class),
                row.getString("name"),
                Arrays.stream(roles)
                        .flatMap(name -> Role.ofWireName(name).stream())
                        .toList(),
                created,
                lastUsed == null ? null : lastUsed.toInstant());
    }
}
