package campaignflows.platform.web.edge;

import java.time.Duration;

/**
 * How long a peer may take.
 *
 * @param head from the first byte of a head to its last, and from the connection to the first head
 * @param stall the period over which bodies and responses are watched
 * @param leastRate bytes a second that a body must bring and a response must be taken at, on average over {@code stall}; with 0
 *     a body must only move at all, and responses are not watched
 * @param maxBody the most bytes that a body may have, whether its length is announced or not
 */
record ConnectionLimits(Duration head, Duration stall, long leastRate, long maxBody) {
    ConnectionLimits {
        if (head.toMillis() < 1 || stall.toMillis() < 1 || leastRate < 0) {
            throw new IllegalArgumentException(
                    "Expected campaignflows.http with durations of a millisecond or more and a least rate of 0 or more");
        }
    }

    /** What has to move within {@link #stall}. */
    long leastBytes() {
        return Math.max(1, leastRate * stall.toMillis() / 1_000);
    }
}
