package campaignflows.gateway.apikey;

import campaignflows.gateway.authentication.SecretHash;
import campaignflows.platform.web.auth.Role;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** The table of API keys. Revoked ones stay, and are found only by their secret. */
@Singleton
public class ApiKeyRepository {
    private static final String OF_TENANT = "from ApiKey where tenantId = :tenant and revokedAt is null";

    Uni<ApiKey> insert(Mutiny.Session session, ApiKey key) {
        return session.persist(key).replaceWith(key);
    }

    /** The key of this tenant, or null if there is none or it is revoked. */
    Uni<ApiKey> find(Mutiny.Session session, UUID tenant, UUID id) {
        return session.createSelectionQuery(OF_TENANT + " and id = :id", ApiKey.class)
                .setParameter("tenant", tenant)
                .setParameter("id", id)
                .getSingleResultOrNull();
    }

    /** Keys in the order in which they were made, after the given one. */
    Uni<List<ApiKey>> list(Mutiny.Session session, UUID tenant, @Nullable UUID after, int limit) {
        Mutiny.SelectionQuery<ApiKey> query = after == null
                ? session.createSelectionQuery(OF_TENANT + " order by id", ApiKey.class)
                : session.createSelectionQuery(OF_TENANT + " and id > :after order by id", ApiKey.class)
                        .setParameter("after", after);
        return query.setParameter("tenant", tenant).setMaxResults(limit).getResultList();
    }

    Uni<Long> count(Mutiny.Session session, UUID tenant) {
        return session.createSelectionQuery("select count(*) " + OF_TENANT, Long.class)
                .setParameter("tenant", tenant)
                .getSingleResult();
    }

    /** Whether the tenant has an administrator's key other than this one that administers wholly and without an end. */
    Uni<Boolean> hasOtherLastingAdministrator(Mutiny.Session session, UUID tenant, UUID id) {
        return session.createSelectionQuery(
                        "select count(*) " + OF_TENANT
                                + " and id <> :id and expiresAt is null and array_length(scopes) = 0 and array_contains(roles, :admin)",
                        Long.class)
                .setParameter("tenant", tenant)
                .setParameter("id", id)
                .setParameter("admin", Role.ADMIN.wireName())
                .getSingleResult()
                .map(others -> others > 0);
    }

    /** Whether there is a key with this secret, revoked or not. */
    Uni<Boolean> exists(Mutiny.Session session, SecretHash secret) {
        return session.createSelectionQuery("select count(*) from ApiKey where secretHash = :hash", Long.class)
                .setParameter("hash", secret.bytes())
                .getSingleResult()
                .map(found -> found > 0);
    }

    Uni<Void> revokeBootstrapKeys(Mutiny.Session session, UUID tenant, Instant now) {
        return session.createMutationQuery(
                        "update ApiKey set revokedAt = :now where tenantId = :tenant and fromBootstrap and revokedAt is null")
                .setParameter("now", now)
                .setParameter("tenant", tenant)
                .executeUpdate()
                .replaceWithVoid();
    }
}
