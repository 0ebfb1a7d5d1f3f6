package campaignflows.gateway.apikey;

import campaignflows.gateway.access.Authenticator;
import campaignflows.gateway.access.SecretHash;
import campaignflows.gateway.access.Secrets;
import campaignflows.platform.contracts.Ids;
import campaignflows.platform.messaging.Database;
import campaignflows.platform.web.auth.Role;
import campaignflows.platform.web.problem.ProblemException;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Makes and revokes API keys. A revoked key is refused at once in this process, elsewhere within seconds. */
@Singleton
public class ApiKeyService {
    private static final int MAX_KEYS = 1_000;
    private static final String BOOTSTRAP_NAME = "Local run";

    private final Database database;
    private final ApiKeyRepository keys;
    private final Authenticator authenticator;

    public ApiKeyService(Database database, ApiKeyRepository keys, Authenticator authenticator) {
        this.database = database;
        this.keys = keys;
        this.authenticator = authenticator;
    }

    /** A key just made, the only time that its secret is known. */
    public record Created(UUID id, String secret) {
        @Override
        public String toString() {
            return "Created[id=" + id + "]";
        }
    }

    /** Makes a key within the caller's transaction. */
    public Created create(Handle transaction, UUID tenant, String name, Set<Role> roles) {
        UUID id = Ids.v7();
        String secret = Secrets.apiKey(id);
        keys.insert(transaction, tenant, id, name, roles, SecretHash.of(secret), false);
        return new Created(id, secret);
    }

    /** Makes a key and answers it with its secret. */
    public CreatedApiKey create(UUID tenant, String name, Set<Role> roles) {
        return database.inTransaction(transaction -> {
            if (keys.count(transaction, tenant) >= MAX_KEYS) {
                throw ProblemException.conflict("There are %d API keys: delete one first".formatted(MAX_KEYS));
            }
            Created created = create(transaction, tenant, name, roles);
            ApiKey key = keys.find(transaction, tenant, created.id()).orElseThrow();
            return new CreatedApiKey(
                    key.id(), key.name(), key.roles(), key.createdAt(), key.lastUsedAt(), created.secret());
        });
    }

    public List<ApiKey> list(UUID tenant, @Nullable UUID after, int limit) {
        return database.read(handle -> keys.list(handle, tenant, after, limit));
    }

    public Optional<ApiKey> find(UUID tenant, UUID id) {
        return database.read(handle -> keys.find(handle, tenant, id));
    }

    /**
     * Makes an administrator's key for a tenant whose own are lost; for the operator of the installation.
     *
     * @throws ProblemException 404 if there is no such tenant
     */
    public CreatedApiKey createForOperator(UUID tenant, String name) {
        boolean exists = database.inTransaction(transaction -> keys.lockTenant(transaction, tenant));
        if (!exists) {
            throw ProblemException.notFound("tenant");
        }
        return create(tenant, name, Set.of(Role.ADMIN));
    }

    /**
     * Revokes a key at once. The last one that administers the tenant stays, or nobody could make another.
     *
     * @throws ProblemException 404 if this tenant has no such key, 409 if it is the last administrator's
     */
    public void revoke(UUID tenant, UUID id) {
        SecretHash secret = database.inTransaction(transaction -> {
            keys.lockTenant(transaction, tenant);
            ApiKey key = keys.find(transaction, tenant, id).orElseThrow(() -> ProblemException.notFound("API key"));
            if (key.roles().contains(Role.ADMIN) && !keys.hasOtherAdministrator(transaction, tenant, id)) {
                throw ProblemException.conflict(
                        "This is the last key with the role admin: make another one first, then revoke this one");
            }
            return keys.revoke(transaction, tenant, id).orElseThrow(() -> ProblemException.notFound("API key"));
        });
        authenticator.forget(secret);
    }

    /**
     * Sees to it that the key of the local run's file is the tenant's only bootstrap key. One that was revoked by an
     * administrator stays revoked until the file holds another.
     */
    public void provide(Handle transaction, UUID tenant, SecretHash secret) {
        if (keys.exists(transaction, secret)) {
            return;
        }
        keys.revokeBootstrapKeys(transaction, tenant);
        keys.insert(transaction, tenant, Ids.v7(), BOOTSTRAP_NAME, Set.of(Role.ADMIN), secret, true);
    }
}
