package campaignflows.gateway.apikey;

import campaignflows.gateway.authentication.AuthenticationService;
import campaignflows.gateway.authentication.SecretHash;
import campaignflows.gateway.authentication.Secrets;
import campaignflows.gateway.tenant.TenantRepository;
import campaignflows.platform.contracts.Ids;
import campaignflows.platform.contracts.audit.Actor;
import campaignflows.platform.contracts.audit.AuditAction;
import campaignflows.platform.contracts.audit.AuditChange;
import campaignflows.platform.contracts.audit.AuditRecorded;
import campaignflows.platform.database.AuditLog;
import campaignflows.platform.database.Transactions;
import campaignflows.platform.web.auth.Role;
import campaignflows.platform.web.problem.ProblemException;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/**
 * Creates and revokes API keys, those of one tenant one after another. A revoked key is refused at once in this process, and
 * within seconds by the others.
 */
@Singleton
public class ApiKeyService {
    private static final int MAX_KEYS = 1_000;
    private static final String BOOTSTRAP = "bootstrap";
    private static final String BOOTSTRAP_NAME = "Local run";

    private final Transactions transactions;
    private final ApiKeyRepository keys;
    private final TenantRepository tenants;
    private final AuthenticationService authentication;
    private final AuditLog audit;
    private final Clock clock;

    public ApiKeyService(
            Transactions transactions,
            ApiKeyRepository keys,
            TenantRepository tenants,
            AuthenticationService authentication,
            AuditLog audit,
            Clock clock) {
        this.transactions = transactions;
        this.keys = keys;
        this.tenants = tenants;
        this.authentication = authentication;
        this.audit = audit;
        this.clock = clock;
    }

    /** A key just made, the only time that its secret is known. */
    public record Created(ApiKey key, String secret) {
        @Override
        public String toString() {
            return "Created[id=" + key.id() + "]";
        }

        CreatedApiKey view() {
            return CreatedApiKey.of(key, secret);
        }
    }

    /** Makes a key within the caller's transaction. */
    public Uni<Created> create(
            Mutiny.Session session, UUID tenant, String name, Set<Role> roles, ApiKeyTerms terms, Actor actor) {
        UUID id = Ids.v7();
        String secret = Secrets.apiKey(id);
        return keys.insert(session, ApiKey.made(id, tenant, name, roles, terms, SecretHash.of(secret), now()))
                .call(key -> tell(session, tenant, key, AuditAction.API_KEY_CREATED, created(key), actor))
                .map(key -> new Created(key, secret));
    }

    private Uni<Void> tell(
            Mutiny.Session session, UUID tenant, ApiKey key, AuditAction action, AuditChange change, Actor actor) {
        return audit.append(
                session, tenant, AuditRecorded.of(action, key.id(), actor).with(change));
    }

    private static AuditChange created(ApiKey key) {
        return AuditChange.created(ApiKeySnapshot.of(key), Set.of());
    }

    /** Makes a key, and gives its secret; fails with a problem, 409, if there are too many, 404 if there is no such tenant. */
    public Uni<CreatedApiKey> create(UUID tenant, String name, Set<Role> roles, ApiKeyTerms terms, Actor actor) {
        return transactions
                .run(session -> tenants.requireLocked(session, tenant)
                        .chain(() -> requireRoom(session, tenant))
                        .chain(() -> create(session, tenant, name, roles, terms, actor)))
                .map(Created::view);
    }

    /**
     * Makes an administrator's key for a tenant whose own are lost, for the operator of the installation; fails with a problem,
     * 404, if there is no such tenant.
     */
    public Uni<CreatedApiKey> createForOperator(UUID tenant, String name, Actor actor) {
        return create(tenant, name, Set.of(Role.ADMIN), ApiKeyTerms.NONE, actor);
    }

    public Uni<List<ApiKey>> list(UUID tenant, @Nullable UUID after, int limit) {
        return transactions.run(session -> keys.list(session, tenant, after, limit));
    }

    /** The key, or null. */
    public Uni<ApiKey> find(UUID tenant, UUID id) {
        return transactions.run(session -> keys.find(session, tenant, id));
    }

    /**
     * Changes what bounds a key. The last one that administers the tenant gets no end and no scopes, since then nobody could create another: fails
     * with a problem, 409, if it is that one, 404 if this tenant has no such key.
     */
    public Uni<ApiKeyView> change(UUID tenant, UUID id, UnaryOperator<ApiKeyTerms> change, Actor actor) {
        return transactions
                .run(session -> tenants.requireLocked(session, tenant)
                        .chain(() -> require(session, tenant, id))
                        .chain(key -> change(session, tenant, key, change.apply(key.terms()), actor)))
                .map(ApiKeyView::of);
    }

    private Uni<ApiKey> change(Mutiny.Session session, UUID tenant, ApiKey key, ApiKeyTerms terms, Actor actor) {
        ApiKeySnapshot before = ApiKeySnapshot.of(key);
        Uni<Void> allowed = key.isLastingAdministrator(terms)
                ? Uni.createFrom().voidItem()
                : requireOtherAdministrator(session, tenant, key);
        return allowed.invoke(() -> key.change(terms))
                .invoke(() -> forgetWhenCommitted(key))
                .chain(() -> tell(session, tenant, key, AuditAction.API_KEY_CHANGED, before.until(key), actor))
                .replaceWith(key);
    }

    /**
     * Gives a key a new secret, and keeps the present one valid for a time; fails with a problem, 409, if its secret comes from a
     * file, 404 if this tenant has no such key.
     */
    public Uni<CreatedApiKey> rotate(UUID tenant, UUID id, Duration overlap, Actor actor) {
        String secret = Secrets.apiKey(id);
        return transactions
                .run(session -> tenants.requireLocked(session, tenant)
                        .chain(() -> require(session, tenant, id))
                        .invoke(ApiKeyService::requireOwnSecret)
                        .invoke(this::forgetWhenCommitted)
                        .invoke(key -> key.rotate(SecretHash.of(secret), now(), overlap))
                        .call(key -> tell(
                                session,
                                tenant,
                                key,
                                AuditAction.API_KEY_ROTATED,
                                AuditChange.concealed("secret"),
                                actor)))
                .map(key -> CreatedApiKey.of(key, secret));
    }

    private static void requireOwnSecret(ApiKey key) {
        if (key.isOfBootstrap()) {
            throw ProblemException.conflict(
                    "The secret of this key comes from a file of the installation: write another into the file, and restart the gateway");
        }
    }

    /** All its secrets are looked up again, those that it loses in the transaction too. */
    private void forgetWhenCommitted(ApiKey key) {
        List<SecretHash> secrets = key.secrets();
        transactions.afterCommit(() -> secrets.forEach(authentication::forget));
    }

    /**
     * Revokes a key at once. The last one that administers the tenant stays, since otherwise nobody could create another: fails with a problem,
     * 409, if it is that one, 404 if this tenant has no such key.
     */
    public Uni<Void> revoke(UUID tenant, UUID id, Actor actor) {
        return transactions.run(session -> tenants.requireLocked(session, tenant)
                .chain(() -> require(session, tenant, id))
                .call(key -> requireOtherAdministrator(session, tenant, key))
                .invoke(key -> key.revoke(now()))
                .invoke(this::forgetWhenCommitted)
                .chain(key -> tell(
                        session,
                        tenant,
                        key,
                        AuditAction.API_KEY_REVOKED,
                        AuditChange.deleted(ApiKeySnapshot.of(key), Set.of()),
                        actor)));
    }

    /**
     * Sees to it that the key of the local run's file is the tenant's only bootstrap key. One that was revoked by an
     * administrator stays revoked until the file holds another.
     */
    public Uni<Void> provide(Mutiny.Session session, UUID tenant, SecretHash secret) {
        return keys.exists(session, secret)
                .chain(exists -> exists ? Uni.createFrom().voidItem() : replaceBootstrapKey(session, tenant, secret));
    }

    private Uni<Void> replaceBootstrapKey(Mutiny.Session session, UUID tenant, SecretHash secret) {
        ApiKey key = ApiKey.ofBootstrap(Ids.v7(), tenant, BOOTSTRAP_NAME, secret, now());
        return keys.revokeBootstrapKeys(session, tenant, now())
                .chain(() -> keys.insert(session, key))
                .chain(() ->
                        tell(session, tenant, key, AuditAction.API_KEY_CREATED, created(key), Actor.system(BOOTSTRAP)));
    }

    private Uni<ApiKey> require(Mutiny.Session session, UUID tenant, UUID id) {
        return keys.find(session, tenant, id).onItem().ifNull().failWith(() -> ProblemException.notFound("API key"));
    }

    private Uni<Void> requireRoom(Mutiny.Session session, UUID tenant) {
        return keys.count(session, tenant)
                .invoke(count -> {
                    if (count >= MAX_KEYS) {
                        throw ProblemException.conflict("There are %d API keys: delete one first".formatted(MAX_KEYS));
                    }
                })
                .replaceWithVoid();
    }

    private Uni<Void> requireOtherAdministrator(Mutiny.Session session, UUID tenant, ApiKey key) {
        if (!key.isLastingAdministrator()) {
            return Uni.createFrom().voidItem();
        }
        return keys.hasOtherLastingAdministrator(session, tenant, key.id())
                .invoke(hasOther -> {
                    if (!hasOther) {
                        throw ProblemException.conflict(
                                "This is the last key with the role admin that neither expires nor has scopes: make another one first");
                    }
                })
                .replaceWithVoid();
    }

    /** To the microsecond, as it is stored. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
