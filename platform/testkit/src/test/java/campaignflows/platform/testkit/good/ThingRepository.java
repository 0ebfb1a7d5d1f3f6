package campaignflows.platform.testkit.good;

import io.smallrye.mutiny.Uni;

final class ThingRepository {
    Uni<Integer> count() {
        return new Rows().count();
    }

    private static final class Rows {
        private Uni<Integer> count() {
            return Uni.createFrom().item(1);
        }
    }
}
