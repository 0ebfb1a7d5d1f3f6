package campaignflows.platform.database;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.TimeUnit;

/** Times the wait for a connection of a pool. */
final class PoolMeters {
    private final Timer given;
    private final Timer busy;

    /** @param pool names it */
    PoolMeters(MeterRegistry registry, String pool) {
        given = timer(registry, pool, "given");
        busy = timer(registry, pool, "busy");
    }

    private static Timer timer(MeterRegistry registry, String pool, String outcome) {
        return Timer.builder("campaignflows.database.acquire")
                .description("Waiting for a connection to the database, which was given, or not in time")
                .tag("pool", pool)
                .tag("outcome", outcome)
                .register(registry);
    }

    void waited(boolean successful, long nanos) {
        (successful ? given : busy).record(nanos, TimeUnit.NANOSECONDS);
    }
}
