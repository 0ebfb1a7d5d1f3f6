package campaignflows.communication.dispatch;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.jboss.logging.Logger;

/**
 * Something that is done again and again until the service ends. Nothing else ends it: neither an exception nor an error nor
 * somebody's interruption, each of which is one failed pass.
 */
final class Loop implements Runnable {
    private static final Logger LOG = Logger.getLogger(Loop.class);

    private final String name;
    private final Step step;
    private final Pulse pulse;
    private final BooleanSupplier ends;
    private final Duration afterFailure;

    /** One pass. */
    interface Step {
        void run() throws InterruptedException;
    }

    Loop(String name, Step step, Pulse pulse, BooleanSupplier ends, Duration afterFailure) {
        this.name = name;
        this.step = step;
        this.pulse = pulse;
        this.ends = ends;
        this.afterFailure = afterFailure;
    }

    @Override
    public void run() {
        pulse.beats(name);
        while (!ends.getAsBoolean()) {
            try {
                step.run();
                pulse.beats(name);
            } catch (InterruptedException e) {
                pulse.fails(name);
            } catch (RuntimeException | Error e) {
                pulse.fails(name);
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
