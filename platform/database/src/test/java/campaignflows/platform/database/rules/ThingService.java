package campaignflows.platform.database.rules;

import campaignflows.platform.database.Tx;
import io.smallrye.mutiny.Uni;
import org.hibernate.reactive.mutiny.Mutiny;

final class ThingService {
    private final ThingRepository things = new ThingRepository();

    boolean isEmpty(Tx tx) {
        return things.count(tx) == 0 || tx.rollback(false);
    }

    Uni<Void> persist(Mutiny.Session session, Object thing) {
        return things.persist(session, thing).chain(() -> session.flush());
    }
}
