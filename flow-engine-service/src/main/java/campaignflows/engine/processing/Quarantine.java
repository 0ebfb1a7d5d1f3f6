package campaignflows.engine.processing;

import campaignflows.platform.messaging.ConsumedRecord;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/**
 * Events whose effects the commit point rejects as a whole. Another try will hardly help, and no try at all would hold up
 * the partition for ever: after some, which the consumer's pauses spread over half a minute, the event goes to the dead letters.
 */
final class Quarantine {
    /** Enough for a participant-service that is being replaced by one that accepts it. */
    static final int TRIES = 12;

    private static final Logger LOG = Logger.getLogger(Quarantine.class);

    private record Tried(long offset, int times) {
        Tried again(Tried next) {
            return next.offset == offset ? new Tried(offset, times + 1) : next;
        }
    }

    /** The batch has to be tried again, after a pause. */
    static final class RejectedCommitException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        RejectedCommitException(ConsumedRecord record, String reason) {
            super("The effects of the event at offset %d were rejected: %s".formatted(record.offset(), reason));
        }
    }

    private final DeadLetters deadLetters;
    private final EngineMeters meters;
    private final Map<Integer, Tried> tried = new ConcurrentHashMap<>();

    Quarantine(DeadLetters deadLetters, EngineMeters meters) {
        this.deadLetters = deadLetters;
        this.meters = meters;
    }

    /**
     * Returns when the event is among the dead letters and can be passed over.
     *
     * @throws RejectedCommitException if it is to be tried again
     */
    void take(ConsumedRecord record, String reason) {
        Tried now = tried.merge(record.partition(), new Tried(record.offset(), 1), Tried::again);
        if (now.times() < TRIES) {
            throw new RejectedCommitException(record, reason);
        }
        LOG.errorf(
                "event put in quarantine, its effects are rejected partition=%d offset=%d reason=%s",
                record.partition(), record.offset(), reason);
        deadLetters.send(record, "What its walks did was rejected: " + reason);
        meters.quarantined();
    }

    /** The partition has gone on. */
    void forget(int partition) {
        tried.remove(partition);
    }
}
