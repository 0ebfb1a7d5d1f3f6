package campaignflows.engine.processing;

import campaignflows.platform.contracts.walk.WalkProtocol.Begin;
import campaignflows.platform.contracts.walk.WalkProtocol.BeginResponse;
import campaignflows.platform.contracts.walk.WalkProtocol.Commit;
import campaignflows.platform.messaging.TopicMismatchException;

/**
 * The commit point of walks, participant-service. Every other exception than those named means that nothing is known of
 * the outcome: the position is to be read, and decides.
 */
public interface WalkCommits {
    /**
     * Reads the position and the snapshots.
     *
     * @throws TopicMismatchException if the stored position belongs to a topic with another id
     * @throws TooManySnapshotsException if the answer would be larger than the engine takes at once
     */
    BeginResponse begin(Begin begin);

    /** Lets the batch take effect, all of it or nothing. */
    CommitOutcome commit(Commit commit);

    /**
     * The next offset that counts.
     *
     * @throws TopicMismatchException if the stored position belongs to a topic with another id
     */
    long position(String topicId, int partition);

    /** The participants of the batch hold too much to be taken at once. */
    final class TooManySnapshotsException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        public TooManySnapshotsException(Throwable cause) {
            super("The snapshots of the batch are larger than one answer may be", cause);
        }
    }
}
