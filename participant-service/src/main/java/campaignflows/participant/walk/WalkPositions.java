package campaignflows.participant.walk;

import campaignflows.platform.messaging.Positions;
import campaignflows.platform.messaging.TopicMismatchException;
import campaignflows.platform.messaging.TopicRef;
import campaignflows.platform.web.problem.ProblemException;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/** Up to where the walks of each partition have taken effect. */
@Singleton
class WalkPositions {
    private final Positions positions = new Positions();

    /**
     * The next offset that counts; 0 for a partition that was never read.
     *
     * @throws ProblemException 409 if the position belongs to a topic with another id
     */
    long of(Handle handle, TopicRef topic, int partition) {
        try {
            return positions
                    .of(handle, EngineTopic.CONSUMER, topic, Set.of(partition))
                    .getOrDefault(partition, 0L);
        } catch (TopicMismatchException e) {
            throw ProblemException.conflict(String.valueOf(e.getMessage()));
        }
    }

    /**
     * Moves the position; the first statement of a commit, which holds the partition's row from then on.
     *
     * @throws ProblemException 409 if it is not {@code from}, or the topic is another
     */
    void move(Handle transaction, TopicRef topic, int partition, long from, long to) {
        if (positions.move(transaction, EngineTopic.CONSUMER, topic, partition, from, to)) {
            return;
        }
        if (from == 0 && of(transaction, topic, partition) == 0) {
            positions.begin(transaction, EngineTopic.CONSUMER, topic, Map.of(partition, 0L));
            if (positions.move(transaction, EngineTopic.CONSUMER, topic, partition, from, to)) {
                return;
            }
        }
        throw ProblemException.conflict("The position of partition %d is %d, not %d"
                .formatted(partition, of(transaction, topic, partition), from));
    }
}
