package campaignflows.gateway.user;

import campaignflows.gateway.authentication.SecretHash;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.UUID;
import org.hibernate.exception.ConstraintViolationException;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** The table of users. */
@Singleton
public class UserRepository {
    private static final String UNIQUE_EMAIL = "users_email_unique";
    private static final String ACTIVE = " and u.hash is not null and u.disabledAt is null";
    /** An address is a user of few tenants. */
    private static final int MOST_OF_ONE_ADDRESS = 20;

    /** Another user of the tenant has the address; the transaction is lost. */
    static final class EmailTakenException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        EmailTakenException(Throwable cause) {
            super("Expected an address that no other user of the tenant has", cause);
        }
    }

    Uni<User> insert(Mutiny.Session session, User user) {
        return session.persist(user)
                .chain(session::flush)
                .onFailure(UserRepository::isEmailTaken)
                .transform(EmailTakenException::new)
                .replaceWith(user);
    }

    /** The user of this tenant, or null. */
    Uni<User> find(Mutiny.Session session, UUID tenant, UUID id) {
        return session.createSelectionQuery("from User where tenantId = :tenant and id = :id", User.class)
                .setParameter("tenant", tenant)
                .setParameter("id", id)
                .getSingleResultOrNull();
    }

    /** Of which tenant a user has this link, or null. */
    Uni<UUID> findInvitingTenant(Mutiny.Session session, SecretHash link) {
        return session.createSelectionQuery("select tenantId from User where invitationHash = :hash", UUID.class)
                .setParameter("hash", link.bytes())
                .getSingleResultOrNull();
    }

    /** Who has this link, or null. */
    Uni<User> findInvited(Mutiny.Session session, SecretHash link) {
        return session.createSelectionQuery("from User where invitationHash = :hash", User.class)
                .setParameter("hash", link.bytes())
                .getSingleResultOrNull();
    }

    /** Those with this address who can sign in, in all tenants; the first of them is the oldest. */
    Uni<List<User>> findActive(Mutiny.Session session, String emailKey) {
        return session.createSelectionQuery(
                        "from User u where u.emailKey = :key" + ACTIVE + " order by u.id", User.class)
                .setParameter("key", emailKey)
                .setMaxResults(MOST_OF_ONE_ADDRESS)
                .getResultList();
    }

    /** The same in the tenant of this name. */
    Uni<List<User>> findActive(Mutiny.Session session, String emailKey, String tenantName) {
        return session.createSelectionQuery(
                        "select u from User u join Tenant t on t.id = u.tenantId"
                                + " where u.emailKey = :key and lower(t.name) = lower(:tenant)" + ACTIVE,
                        User.class)
                .setParameter("key", emailKey)
                .setParameter("tenant", tenantName)
                .getResultList();
    }

    /** The salt of the passwords of this address; null if there is none yet. */
    Uni<byte[]> findSalt(Mutiny.Session session, String emailKey) {
        return session.createSelectionQuery(
                        "select salt from User where emailKey = :key and salt is not null order by id", byte[].class)
                .setParameter("key", emailKey)
                .setMaxResults(1)
                .getSingleResultOrNull();
    }

    /** Users in the order in which they were made, after the given one. */
    Uni<List<User>> list(Mutiny.Session session, UUID tenant, @Nullable UUID after, int limit) {
        Mutiny.SelectionQuery<User> query = after == null
                ? session.createSelectionQuery("from User where tenantId = :tenant order by id", User.class)
                : session.createSelectionQuery(
                                "from User where tenantId = :tenant and id > :after order by id", User.class)
                        .setParameter("after", after);
        return query.setParameter("tenant", tenant).setMaxResults(limit).getResultList();
    }

    Uni<Long> count(Mutiny.Session session, UUID tenant) {
        return session.createSelectionQuery("select count(*) from User where tenantId = :tenant", Long.class)
                .setParameter("tenant", tenant)
                .getSingleResult();
    }

    /** Whether another user who can sign in administers the tenant. */
    Uni<Boolean> hasOtherAdministrator(Mutiny.Session session, UUID tenant, UUID id) {
        return session.createSelectionQuery(
                        "select count(*) from User u where u.tenantId = :tenant and u.id <> :id and u.role = 'admin'"
                                + ACTIVE,
                        Long.class)
                .setParameter("tenant", tenant)
                .setParameter("id", id)
                .getSingleResult()
                .map(others -> others > 0);
    }

    /** Whether anybody can sign in by an address. */
    Uni<Boolean> areThere(Mutiny.Session session) {
        return session.createSelectionQuery("select id from User where hash is not null", UUID.class)
                .setMaxResults(1)
                .getResultList()
                .map(found -> !found.isEmpty());
    }

    Uni<Void> delete(Mutiny.Session session, User user) {
        return session.remove(user);
    }

    private static boolean isEmailTaken(Throwable failure) {
        return failure instanceof ConstraintViolationException violation
                && UNIQUE_EMAIL.equals(violation.getConstraintName());
    }
}
