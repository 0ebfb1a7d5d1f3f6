package campaignflows.engine.loop;

import campaignflows.platform.messaging.Scheduling;
import java.time.Duration;

/** Waiting times that double from failure to failure up to a bound, a random half of each left out. */
final class Backoff {
    private static final long FIRST = Duration.ofMillis(50).toNanos();
    private static final long LONGEST = Duration.ofSeconds(5).toNanos();

    private Backoff() {}

    /** How long to wait after so many failures in a row, the first of them being 1. */
    static long nanosAfter(int failures, Scheduling scheduling) {
        long longest = Math.min(LONGEST, FIRST << Math.min(Math.max(failures - 1, 0), 20));
        return longest / 2 + scheduling.upTo(longest / 2);
    }
}
