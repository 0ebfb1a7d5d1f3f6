package campaignflows.platform.database.rules;

import campaignflows.platform.database.Tx;
import io.smallrye.mutiny.Uni;
import org.hibernate.reactive.mutiny.Mutiny;

final class ThingRepository {
    int count(Tx tx) {
        return tx.query("select 1 as n").one(row -> row.integer("n")).orElseThrow();
    }

    Uni<Void> persist(Mutiny.Session session, Object thing) {
        return session.persist(thing);
    }
}
