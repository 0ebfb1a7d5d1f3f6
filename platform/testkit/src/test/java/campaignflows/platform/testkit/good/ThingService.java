package campaignflows.platform.testkit.good;

import io.smallrye.mutiny.Uni;

final class ThingService {
    private final ThingRepository things = new ThingRepository();

    Uni<String> name() {
        return things.count().map(count -> "thing " + count);
    }
}
