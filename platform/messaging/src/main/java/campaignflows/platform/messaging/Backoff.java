package campaignflows.platform.messaging;

import java.time.Duration;

/** Waiting times that double from failure to failure up to a bound. */
public record Backoff(Duration first, Duration longest) {

    public static final Backoff DEFAULT = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(5));

    /** The time to wait after so many failures in a row, the first of them being 1. */
    public Duration after(int failures) {
        int doublings = Math.min(Math.max(failures - 1, 0), 20);
        Duration time = first.multipliedBy(1L << doublings);
        return time.compareTo(longest) > 0 ? longest : time;
    }

    /** As {@link #after(int)}, less a random part of up to half, so that clients that failed together do not retry together. */
    Duration after(int failures, Scheduling scheduling) {
        long most = after(failures).toNanos();
        return Duration.ofNanos(most / 2 + scheduling.upTo(most / 2));
    }
}
