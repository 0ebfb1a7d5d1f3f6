package campaignflows.communication.dispatch;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.jboss.logging.Logger;

/**
 * Something that is done again and again until the service ends. Nothing else ends it: neither an exception nor an error nor
 * somebody's interruption, each of which is one failed pass.
 */
final class WorkerLoop implements Runnable {
    private static final Logger LOG = Logger.getLogger(WorkerLoop.class);

    private final String name;
    private final Step step;
    private final Heartbeats heartbeats;
    private final BooleanSupplier ends;
    private final Duration afterFailure;

    /** One pass. */
    interface Step {
        void run() throws InterruptedException;
    }

    WorkerLoop(String name, Step step, Heartbeats heartbeats, BooleanSupplier ends, Duration afterFailure) {
        this.name = name;
        this.step = step;
        this.heartbeats = heartbeats;
        this.ends = ends;
        this.afterFailure = afterFailure;
    }

    @Override
    public void run() {
        heartbeats.beats(name);
        while (!ends.getAsBoolean()) {
            try {
                step.run();
                heartbeats.beats(name);
            } catch (InterruptedException e) {
                heartbeats.fails(name);
            } catch (RuntimeException | Error e) {
                heartbeats.fails(name);
                if (!ends.getAsBoolean()) {
                    LOG.errorf(e, "a pass failed, tries again loop=%s", name);
                    rest();
                }
            }
        }
    }

    private void rest() {
        try {
            Thread.sleep(afterFailure);
        } catch (InterruptedException e) {
            LOG.debugf("rest interrupted loop=%s", name);
        }
    }
}
