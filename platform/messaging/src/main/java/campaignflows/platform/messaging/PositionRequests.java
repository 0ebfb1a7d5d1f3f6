package campaignflows.platform.messaging;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.jboss.logging.Logger;

/**
 * Requests stored positions: one request at a time for all partitions that wait for theirs, and after a failure the next one only
 * after a pause, so that an outage is not made worse. Used by the consumer's thread only.
 */
final class PositionRequests {

    private static final Logger LOG = Logger.getLogger(PositionRequests.class);
    private static final Backoff BACKOFF = new Backoff(Duration.ofMillis(50), Duration.ofSeconds(5));
    private static final int QUIET_FAILURES = 8;

    private final String consumer;
    private final PositionFinder finder;
    private final Scheduling scheduling;
    private boolean underWay;
    private int failures;
    private long notBefore;

    PositionRequests(String consumer, PositionFinder finder, Scheduling scheduling) {
        this.consumer = consumer;
        this.finder = finder;
        this.scheduling = scheduling;
        this.notBefore = scheduling.nanoTime();
    }

    boolean isAllowed() {
        return !underWay && notBefore - scheduling.nanoTime() <= 0;
    }

    /** How long no request may be sent; the response to one under way is posted, so nobody waits for it. */
    long nanosUntilAllowed() {
        return underWay ? Long.MAX_VALUE : Math.max(0, notBefore - scheduling.nanoTime());
    }

    /** To be followed by {@link #answered} or {@link #failed}. */
    CompletionStage<PositionFinder.Found> send(String topic, Set<Integer> partitions) {
        underWay = true;
        return finder.find(topic, partitions);
    }

    void answered() {
        underWay = false;
        failures = 0;
    }

    void failed(Set<Integer> partitions, Throwable failure) {
        underWay = false;
        failures++;
        notBefore = scheduling.nanoTime() + BACKOFF.after(failures, scheduling).toNanos();
        // The first failures are ordinary: the service that stores the positions starts or restarts. Then less and less
        // often.
        if (failures >= QUIET_FAILURES && Integer.bitCount(failures) == 1) {
            LOG.warnf(
                    "positions not read, retries consumer=%s partitions=%s failures=%d cause=%s",
                    consumer, partitions, failures, brief(PositionFinder.causeOf(failure)));
        }
    }

    static String brief(Throwable failure) {
        return failure.getClass().getSimpleName() + ": " + failure.getMessage();
    }
}
