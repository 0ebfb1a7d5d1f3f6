package campaignflows.platform.database.rules;

import io.smallrye.mutiny.Uni;
import org.hibernate.reactive.mutiny.Mutiny;

final class SessionService {
    Uni<Void> write(Mutiny.Session session, Object thing) {
        return session.persist(thing);
    }
}
