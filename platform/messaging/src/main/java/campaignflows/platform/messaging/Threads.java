package campaignflows.platform.messaging;

import java.time.Duration;

/** Ends threads within a bound. */
final class Threads {

    private static final Duration LAST_GRACE = Duration.ofSeconds(1);

    private Threads() {}

    /** Waits for the thread to end by itself, then interrupts it and waits a little more. */
    static void join(Thread thread, Duration grace) {
        try {
            if (thread.getState() != Thread.State.NEW && !thread.join(grace)) {
                thread.interrupt();
                thread.join(LAST_GRACE);
            }
        } catch (InterruptedException e) {
            thread.interrupt();
            Thread.currentThread().interrupt();
        }
    }
}
