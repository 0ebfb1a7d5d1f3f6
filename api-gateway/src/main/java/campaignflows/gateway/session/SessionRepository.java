package campaignflows.gateway.session;

import campaignflows.gateway.authentication.SecretHash;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Instant;
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

    Uni<Void> deleteAll(Mutiny.Session session, UUID user) {
        return session.createMutationQuery("delete from UserSession where userId = :user")
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
