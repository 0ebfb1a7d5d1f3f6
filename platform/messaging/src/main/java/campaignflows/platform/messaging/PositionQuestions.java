package campaignflows.platform.messaging;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.jboss.logging.Logger;

/**
 * Asks for stored positions, with one question at a time for all partitions that wait for theirs, and after a failure a while later:
 * an outage is not made worse by asking. Used by the consumer's thread only.
 */
final class PositionQuestions {

    private static final Logger LOG = Logger.getLogger(PositionQuestions.class);
    private static final Backoff BACKOFF = new Backoff(Duration.ofMillis(50), Duration.ofSeconds(5));
    private static final int QUIET_FAILURES = 8;

    private final String consumer;
    private final PositionFinder finder;
    private final Scheduling scheduling;
    private boolean asking;
    private int failures;
    private long notBefore;

    PositionQuestions(String consumer, PositionFinder finder, Scheduling scheduling) {
        this.consumer = consumer;
        this.finder = finder;
        this.scheduling = scheduling;
        this.notBefore = scheduling.nanoTime();
    }

    boolean isAllowed() {
        return !asking && notBefore - scheduling.nanoTime() <= 0;
    }

    /** How long nothing is asked; the answer to a question under way is posted and needs no waiting for. */
    long nanosUntilAllowed() {
        return asking ? Long.MAX_VALUE : Math.max(0, notBefore - scheduling.nanoTime());
    }

    /** To be followed by {@link #answered} or {@link #failed}. */
    CompletionStage<PositionFinder.Found> ask(String topic, Set<Integer> partitions) {
        asking = true;
        return finder.find(topic, partitions);
    }

    void answered() {
        asking = false;
        failures = 0;
    }

    void failed(Set<Integer> partitions, Throwable failure) {
        asking = false;
        failures++;
        notBefore = scheduling.nanoTime() + BACKOFF.after(failures, scheduling).toNanos();
        // The first ones are ordinary: who keeps the positions starts or restarts. Then less and less often.
        if (failures >= QUIET_FAILURES && Integer.bitCount(failures) == 1) {
            LOG.warnf(
                    "positions not read, asks again consumer=%s partitions=%s failures=%d cause=%s",
                    consumer, partitions, failures, brief(PositionFinder.causeOf(failure)));
        }
    }

    static String brief(Throwable failure) {
        return failure.getClass().getSimpleName() + ": " + failure.getMessage();
    }
}
