package campaignflows.participant.cleanup;

import campaignflows.platform.database.Database;
import campaignflows.platform.database.Tx;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Deletes what has been kept long enough, shortly after the start and then every hour, in small transactions, so that nobody
 * waits for it. Several replicas may do so at the same time. What fails is tried again after an hour.
 */
public final class HourlyCleanup {
    private static final Logger LOG = Logger.getLogger(HourlyCleanup.class);
    private static final int AT_ONCE = 5_000;

    private final String what;
    private final Database database;
    private final Duration kept;
    private final Step step;
    private final Clock clock;
    private final ScheduledExecutorService thread;

    /** Deletes at most {@code limit} of those that are older, and returns how many. */
    @FunctionalInterface
    public interface Step {
        int delete(Tx tx, Instant before, int limit);
    }

    /** @param what is deleted, in hyphenated words, for the thread's name and the log */
    public HourlyCleanup(String what, Database database, Duration kept, Step step, Clock clock) {
        this.what = what;
        this.database = database;
        this.kept = kept;
        this.step = step;
        this.clock = clock;
        this.thread = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().name(what + "-cleanup").daemon().factory());
    }

    public void start(Duration delay) {
        var unused = thread.scheduleWithFixedDelay(
                this::run, delay.toMillis(), TimeUnit.HOURS.toMillis(1), TimeUnit.MILLISECONDS);
    }

    public void stop() {
        thread.shutdownNow();
    }

    /** Deletes everything that has been kept long enough by now. */
    public void run() {
        try {
            Instant before = clock.instant().minus(kept);
            int deleted = AT_ONCE;
            while (deleted == AT_ONCE && !thread.isShutdown()) {
                deleted = database.inTransaction(tx -> step.delete(tx, before, AT_ONCE));
            }
        } catch (RuntimeException | Error e) {
            LOG.warnf(
                    "old rows not deleted, trying again in an hour what=%s reason=%s",
                    what, e.getClass().getSimpleName());
        }
    }
}
