package campaignflows.gateway.session;

import campaignflows.gateway.authentication.SecretHash;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;

/** The tables of the built-in sign-in. */
@Singleton
public class SessionRepository {

    /** The user of the built-in sign-in, or null. */
    Uni<BuiltInUser> user(Mutiny.Session session) {
        return session.find(BuiltInUser.class, BuiltInUser.ONLY_ROW);
    }

    Uni<Void> insert(Mutiny.Session session, BuiltInUser user) {
        return session.persist(user);
    }

    Uni<UserSession> insert(Mutiny.Session session, UserSession userSession) {
        return session.persist(userSession).replaceWith(userSession);
    }

    Uni<Void> delete(Mutiny.Session session, SecretHash token) {
        return session.createMutationQuery("delete from UserSession where tokenHash = :hash")
                .setParameter("hash", token.bytes())
                .executeUpdate()
                .replaceWithVoid();
    }

    /** The tokens of a user's sessions. */
    Uni<List<SecretHash>> tokens(Mutiny.Session session, UUID user) {
        return session.createSelectionQuery("select tokenHash from UserSession where userId = :user", byte[].class)
                .setParameter("user", user)
                .getResultList()
                .map(found -> found.stream().map(SecretHash::ofBytes).toList());
    }

    Uni<Void> delete(Mutiny.Session session, List<SecretHash> tokens) {
        if (tokens.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return session.createMutationQuery("delete from UserSession where tokenHash in :hashes")
                .setParameter("hashes", tokens.stream().map(SecretHash::bytes).toList())
                .executeUpdate()
                .replaceWithVoid();
    }

    Uni<Void> rename(Mutiny.Session session, UUID user, String name) {
        return session.createMutationQuery("update UserSession set name = :name where userId = :user")
                .setParameter("name", name)
                .setParameter("user", user)
                .executeUpdate()
                .replaceWithVoid();
    }

    Uni<Void> deleteExpired(Mutiny.Session session, Instant now) {
        return session.createMutationQuery("delete from UserSession where expiresAt < :now")
                .setParameter("now", now)
                .executeUpdate()
                .replaceWithVoid();
    }
}
