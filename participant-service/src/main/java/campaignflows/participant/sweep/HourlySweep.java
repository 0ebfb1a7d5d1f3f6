package campaignflows.participant.sweep;

import campaignflows.platform.database.Database;
import campaignflows.platform.database.Tx;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Deletes what was kept long enough, soon after the start and every hour, in small transactions, so that nobody waits for it.
 * Several replicas may do so at the same time. What fails is tried again in an hour.
 */
public final class HourlySweep {
    private static final Logger LOG = Logger.getLogger(HourlySweep.class);
    private static final int AT_ONCE = 5_000;

    private final String what;
    private final Database database;
    private final Duration kept;
    private final Step step;
    private final ScheduledExecutorService thread;

    /** Deletes at most so many of those from before, and answers how many. */
    @FunctionalInterface
    public interface Step {
        int forget(Tx tx, Instant before, int limit);
    }

    /** @param what is deleted, in hyphenated words, for the thread's name and the log */
    public HourlySweep(String what, Database database, Duration kept, Step step) {
        this.what = what;
        this.database = database;
        this.kept = kept;
        this.step = step;
        this.thread = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().name(what + "-sweep").daemon().factory());
    }

    public void start(Duration delay) {
        var unused = thread.scheduleWithFixedDelay(
                this::sweep, delay.toMillis(), TimeUnit.HOURS.toMillis(1), TimeUnit.MILLISECONDS);
    }

    public void stop() {
        thread.shutdownNow();
    }

    /** Deletes all that was kept long enough by now. */
    public void sweep() {
        try {
            Instant before = Instant.now().minus(kept);
            int forgotten = AT_ONCE;
            while (forgotten == AT_ONCE && !thread.isShutdown()) {
                forgotten = database.inTransaction(tx -> step.forget(tx, before, AT_ONCE));
            }
        } catch (RuntimeException | Error e) {
            LOG.warnf(
                    "not forgotten, tried again in an hour what=%s reason=%s",
                    what, e.getClass().getSimpleName());
        }
    }
}
