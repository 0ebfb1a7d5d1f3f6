package campaignflows.gateway.tenant;

import campaignflows.gateway.apikey.ApiKeyService;
import campaignflows.gateway.apikey.ApiKeyTerms;
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
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** Creates and changes tenants, and notifies the other services. */
@Singleton
public class TenantService {
    private static final String FIRST_KEY = "First key";

    private final Transactions transactions;
    private final TenantRepository tenants;
    private final TenantPublisher publisher;
    private final ApiKeyService keys;
    private final AuditLog audit;
    private final Clock clock;

    public TenantService(
            Transactions transactions,
            TenantRepository tenants,
            TenantPublisher publisher,
            ApiKeyService keys,
            AuditLog audit,
            Clock clock) {
        this.transactions = transactions;
        this.tenants = tenants;
        this.publisher = publisher;
        this.keys = keys;
        this.audit = audit;
        this.clock = clock;
    }

    /** A new tenant with the secret of its first key, an administrator's. */
    public record TenantWithKey(Tenant tenant, String apiKey) {
        @Override
        public String toString() {
            return "TenantWithKey[tenant=" + tenant.id() + "]";
        }
    }

    /** Makes a tenant and its first key; fails with a problem, 409, if the name is taken, in any case. */
    public Uni<TenantWithKey> createWithKey(TenantSettings settings, Actor actor) {
        return transactions.run(
                session -> create(session, settings, actor).chain(tenant -> withFirstKey(session, tenant, actor)));
    }

    /** Makes a tenant within the caller's transaction; fails with a problem, 409, if the name is taken, in any case. */
    public Uni<Tenant> create(Mutiny.Session session, TenantSettings settings, Actor actor) {
        return tenants.insert(session, new Tenant(Ids.v7(), settings, now()))
                .onFailure(TenantRepository.NameTakenException.class)
                .transform(TenantService::nameTaken)
                .call(tenant -> publisher.publish(session, tenant))
                .call(tenant -> tell(
                        session, tenant, AuditAction.TENANT_CREATED, AuditChange.created(settings, Set.of()), actor));
    }

    private Uni<Void> tell(Mutiny.Session session, Tenant tenant, AuditAction action, AuditChange change, Actor actor) {
        return audit.append(
                session,
                tenant.id(),
                AuditRecorded.of(action, tenant.id(), actor).with(change));
    }

    /** The tenant, or null; in the caller's transaction. */
    public Uni<Tenant> findByName(Mutiny.Session session, String name) {
        return tenants.findByName(session, name);
    }

    /** The tenant; fails with a problem, 404, if there is none. */
    public Uni<Tenant> get(UUID id) {
        return transactions
                .run(session -> tenants.find(session, id))
                .onItem()
                .ifNull()
                .failWith(() -> ProblemException.notFound("tenant"));
    }

    public Uni<List<Tenant>> list(@Nullable UUID after, int limit) {
        return transactions.run(session -> tenants.list(session, after, limit));
    }

    /** Changes the tenant's settings; fails with a problem, 409, if the new name is another tenant's. */
    public Uni<Tenant> change(UUID id, UnaryOperator<TenantSettings> change, Actor actor) {
        return transactions.run(session -> tenants.lock(session, id)
                .onItem()
                .ifNull()
                .failWith(() -> ProblemException.notFound("tenant"))
                .call(tenant -> apply(session, tenant, change, actor)));
    }

    private Uni<Void> apply(Mutiny.Session session, Tenant tenant, UnaryOperator<TenantSettings> change, Actor actor) {
        TenantSettings before = tenant.settings();
        if (!tenant.change(change.apply(tenant.settings()), now())) {
            return Uni.createFrom().voidItem();
        }
        return tenants.write(session)
                .onFailure(TenantRepository.NameTakenException.class)
                .transform(TenantService::nameTaken)
                .chain(() -> publisher.publish(session, tenant))
                .chain(() -> tell(
                        session,
                        tenant,
                        AuditAction.TENANT_CHANGED,
                        AuditChange.between(before, tenant.settings(), Set.of()),
                        actor));
    }

    private Uni<TenantWithKey> withFirstKey(Mutiny.Session session, Tenant tenant, Actor actor) {
        return keys.create(session, tenant.id(), FIRST_KEY, Set.of(Role.ADMIN), ApiKeyTerms.NONE, actor)
                .map(created -> new TenantWithKey(tenant, created.secret()));
    }

    /** To the microsecond, as it is stored. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    private static ProblemException nameTaken(Throwable cause) {
        return ProblemException.conflict("There is a tenant of this name: choose another");
    }
}
