package campaignflows.gateway.tenant;

import campaignflows.platform.web.problem.ProblemException;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.UUID;
import org.hibernate.exception.ConstraintViolationException;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** The table of tenants. */
@Singleton
public class TenantRepository {
    private static final String UNIQUE_NAME = "tenant_name_unique";

    /** Another tenant has the name, in whatever case; the transaction is lost. */
    public static final class NameTakenException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NameTakenException(Throwable cause) {
            super("Expected a name that no other tenant has", cause);
        }
    }

    /** Stores a new tenant, or fails with {@link NameTakenException}. */
    Uni<Tenant> insert(Mutiny.Session session, Tenant tenant) {
        return session.persist(tenant).chain(() -> write(session)).replaceWith(tenant);
    }

    /** Writes what was changed, or fails with {@link NameTakenException}. */
    Uni<Void> write(Mutiny.Session session) {
        return session.flush().onFailure(TenantRepository::isNameTaken).transform(NameTakenException::new);
    }

    /** The tenant, or null. */
    public Uni<Tenant> find(Mutiny.Session session, UUID id) {
        return session.find(Tenant.class, id);
    }

    /** The tenant, or null; no other transaction changes it, or creates or revokes its keys, until this one ends. */
    public Uni<Tenant> lock(Mutiny.Session session, UUID id) {
        return session.find(Tenant.class, id, LockModeType.PESSIMISTIC_WRITE);
    }

    /** Likewise, with its users; fails with a problem, 404, if there is none. */
    public Uni<Tenant> requireLocked(Mutiny.Session session, UUID id) {
        return lock(session, id).onItem().ifNull().failWith(() -> ProblemException.notFound("tenant"));
    }

    /** The tenant, or null. */
    Uni<Tenant> findByName(Mutiny.Session session, String name) {
        return session.createSelectionQuery("from Tenant where lower(name) = lower(:name)", Tenant.class)
                .setParameter("name", name)
                .getSingleResultOrNull();
    }

    /** Tenants in the order in which they were made, after the given one. */
    Uni<List<Tenant>> list(Mutiny.Session session, @Nullable UUID after, int limit) {
        Mutiny.SelectionQuery<Tenant> query = after == null
                ? session.createSelectionQuery("from Tenant order by id", Tenant.class)
                : session.createSelectionQuery("from Tenant where id > :after order by id", Tenant.class)
                        .setParameter("after", after);
        return query.setMaxResults(limit).getResultList();
    }

    private static boolean isNameTaken(Throwable failure) {
        return failure instanceof ConstraintViolationException violation
                && UNIQUE_NAME.equals(violation.getConstraintName());
    }
}
