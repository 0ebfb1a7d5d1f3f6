package campaignflows.platform.messaging;

import java.time.Duration;

/** Waiting times that double from failure to failure up to a bound. */
record Backoff(Duration first, Duration longest) {

    static final Backoff DEFAULT = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(5));

    /** The time to wait after so many failures in a row, the first of them being 1. */
    Duration after(int failures) {
        int doublings = Math.min(Math.max(failures - 1, 0), 20);
        Duration time = first.multipliedBy(1L << doublings);
        return time.compareTo(longest) > 0 ? longest : time;
    }

    /** As {@link #after}, a random half of it left out, so that those who failed together do not come again together. */
    Duration after(int failures, Scheduling scheduling) {
        long most = after(failures).toNanos();
        return Duration.ofNanos(most / 2 + scheduling.upTo(most / 2));
    }
}
