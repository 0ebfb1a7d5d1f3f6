package campaignflows.gateway.tenant;

import campaignflows.gateway.apikey.ApiKeyService;
import campaignflows.platform.contracts.Ids;
import campaignflows.platform.messaging.Database;
import campaignflows.platform.web.auth.Role;
import campaignflows.platform.web.problem.ProblemException;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Makes and changes tenants, and tells the other services. */
@Singleton
public class TenantService {
    private static final String FIRST_KEY = "First key";

    private final Database database;
    private final TenantRepository tenants;
    private final TenantPublisher publisher;
    private final ApiKeyService keys;

    public TenantService(Database database, TenantRepository tenants, TenantPublisher publisher, ApiKeyService keys) {
        this.database = database;
        this.tenants = tenants;
        this.publisher = publisher;
        this.keys = keys;
    }

    /** A new tenant with the secret of its first key, an administrator's. */
    public record Opened(Tenant tenant, String apiKey) {
        @Override
        public String toString() {
            return "Opened[tenant=" + tenant.id() + "]";
        }
    }

    /**
     * Makes a tenant and its first key.
     *
     * @throws ProblemException 409 if the name is taken, in any case
     */
    public Opened open(TenantSettings settings) {
        return database.inTransaction(transaction -> {
            Tenant tenant = create(transaction, settings);
            String secret = keys.create(transaction, tenant.id(), FIRST_KEY, Set.of(Role.ADMIN))
                    .secret();
            return new Opened(tenant, secret);
        });
    }

    /**
     * Makes a tenant within the caller's transaction.
     *
     * @throws ProblemException 409 if the name is taken, in any case
     */
    public Tenant create(Handle transaction, TenantSettings settings) {
        Tenant tenant = new Tenant(Ids.v7(), 1, settings);
        if (!tenants.insert(transaction, tenant)) {
            throw nameTaken();
        }
        publisher.publish(transaction, tenant);
        return tenant;
    }

    public Optional<Tenant> findByName(Handle handle, String name) {
        return tenants.findByName(handle, name);
    }

    public Tenant get(UUID id) {
        return database.read(handle -> tenants.find(handle, id)).orElseThrow(() -> ProblemException.notFound("tenant"));
    }

    public List<Tenant> list(@Nullable UUID after, int limit) {
        return database.read(handle -> tenants.list(handle, after, limit));
    }

    /**
     * Changes the tenant's settings.
     *
     * @throws ProblemException 409 if the new name is another tenant's
     */
    public Tenant change(UUID id, UnaryOperator<TenantSettings> change) {
        return database.inTransaction(transaction -> {
            Tenant before = tenants.lock(transaction, id).orElseThrow(() -> ProblemException.notFound("tenant"));
            TenantSettings settings = change.apply(before.settings());
            if (settings.equals(before.settings())) {
                return before;
            }
            Tenant after = new Tenant(id, before.revision() + 1, settings);
            if (!tenants.update(transaction, after)) {
                throw nameTaken();
            }
            publisher.publish(transaction, after);
            return after;
        });
    }

    private static ProblemException nameTaken() {
        return ProblemException.conflict("There is a tenant of this name: choose another");
    }
}
