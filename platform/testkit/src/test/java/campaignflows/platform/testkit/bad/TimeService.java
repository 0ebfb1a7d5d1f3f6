package campaignflows.platform.testkit.bad;

import java.time.Instant;
import java.util.function.Supplier;

/** Asks a clock that no test can set. */
class TimeService {
    private final Supplier<Instant> clock = Instant::now;

    Instant now() {
        return clock.get();
    }
}
