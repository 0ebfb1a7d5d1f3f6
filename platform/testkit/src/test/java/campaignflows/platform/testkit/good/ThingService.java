package campaignflows.platform.testkit.good;

import io.smallrye.mutiny.Uni;
import org.jdbi.v3.core.Handle;

final class ThingService {
    private final ThingRepository things = new ThingRepository();

    void write(Handle transaction) throws Exception {
        if (count(transaction) == 0) {
            transaction.rollback();
        }
    }

    private int count(Handle transaction) throws Exception {
        return things.write(transaction);
    }

    Uni<String> name() {
        return Uni.createFrom().item("thing");
    }
}
