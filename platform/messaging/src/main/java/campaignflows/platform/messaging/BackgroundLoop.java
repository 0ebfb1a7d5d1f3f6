package campaignflows.platform.messaging;

import java.time.Duration;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * A thread that repeats one piece of work until it is closed. Nothing else ends it: an exception, an error or an interruption by
 * anyone else is one failed pass. All waiting in it, between two passes and after a failure, ends at once when the loop is closed,
 * so it never delays the end of a service.
 */
public final class BackgroundLoop implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(BackgroundLoop.class);
    private static final Duration CLOSE = Duration.ofMillis(500);

    /** At this failure in a row the stack trace is logged: a server that restarts is ordinary, this is not. */
    private static final int UNUSUAL = 5;

    /** Returns when the loop is closing, at the latest at the next {@link #await}; or earlier, and is called again. */
    @FunctionalInterface
    public interface Work {
        void run(BackgroundLoop loop) throws InterruptedException;
    }

    private final String name;
    private final Work work;
    private final Thread thread;
    private final WakeUpSignal signal = new WakeUpSignal();
    private volatile boolean closing;

    public BackgroundLoop(String name, Work work) {
        this.name = name;
        this.work = work;
        this.thread = Thread.ofPlatform().name(name).daemon().unstarted(this::run);
    }

    public void start() {
        thread.start();
    }

    public boolean isClosing() {
        return closing;
    }

    /** Ends the wait of the work, or its next one. */
    public void wakeUp() {
        signal.wakeUp();
    }

    /** To be called by the work: returns when woken, when the loop is closing, or after the time. */
    public void await(Duration time) throws InterruptedException {
        if (!closing) {
            signal.await(time);
        }
    }

    private void run() {
        int failures = 0;
        while (!closing) {
            try {
                work.run(this);
                failures = 0;
            } catch (InterruptedException | RuntimeException | Error e) {
                failures++;
                if (!closing) {
                    pause(e, failures);
                }
            }
        }
    }

    private void pause(Throwable failure, int failures) {
        LOG.warnf(
                failures == UNUSUAL ? failure : null,
                "%s failed, retries failures=%d cause=%s",
                name,
                failures,
                failure.getMessage());
        try {
            signal.await(Backoff.DEFAULT.after(failures));
        } catch (InterruptedException e) {
            LOG.debugf("%s interrupted while it waited to retry", name);
        }
    }

    /** Ends the work in hand if that is quick, otherwise interrupts it. */
    @Override
    public void close() {
        closeAll(List.of(this));
    }

    /** As {@link #close()}, all at the same time. */
    public static void closeAll(List<BackgroundLoop> loops) {
        for (BackgroundLoop loop : loops) {
            loop.closing = true;
            loop.signal.wakeUp();
        }
        Threads.join(loops.stream().map(loop -> loop.thread).toList(), CLOSE);
    }
}
