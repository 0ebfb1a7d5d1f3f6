package campaignflows.gateway.bootstrap;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import org.hibernate.reactive.mutiny.Mutiny;

/** The operator's key, and the lock by which replicas that start at the same time take turns. */
@Singleton
public class BootstrapRepository {
    private static final int LOCK = 0x63_66_67_77;

    /** Waits for its turn; the turn ends with the transaction. */
    Uni<Void> awaitTurn(Mutiny.Session session) {
        return session.createNativeQuery(
                        "select cast(pg_advisory_xact_lock(" + LOCK + ") as text) as turn", String.class)
                .getSingleResult()
                .replaceWithVoid();
    }

    /** The operator's key, or null. */
    Uni<OperatorKey> operatorKey(Mutiny.Session session) {
        return session.find(OperatorKey.class, OperatorKey.ONLY_ROW);
    }

    Uni<Void> insert(Mutiny.Session session, OperatorKey key) {
        return session.persist(key);
    }
}
