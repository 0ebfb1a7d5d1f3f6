package campaignflows.participant.walkcommit;

import campaignflows.platform.database.Positions;
import campaignflows.platform.database.Tx;
import campaignflows.platform.messaging.TopicMismatchException;
import campaignflows.platform.messaging.TopicRef;
import campaignflows.platform.web.problem.ProblemException;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Set;

/** Up to which offset the walks of each partition have taken effect. */
@Singleton
class WalkPositions {
    private final Positions positions = new Positions();

    /**
     * The next offset that counts; 0 for a partition that was never read.
     *
     * @throws ProblemException 409 if the position belongs to a topic with another id
     */
    long of(Tx tx, TopicRef topic, int partition) {
        try {
            return positions
                    .of(tx, EngineTopic.CONSUMER, topic, Set.of(partition))
                    .getOrDefault(partition, 0L);
        } catch (TopicMismatchException e) {
            throw ProblemException.conflict(String.valueOf(e.getMessage()));
        }
    }

    /**
     * Moves the position; the first statement of a commit that locks a row, which is the partition's from then on.
     *
     * @throws ProblemException 409 if it is not {@code from}, or the topic is a different one
     */
    void move(Tx tx, TopicRef topic, int partition, long from, long to) {
        if (positions.move(tx, EngineTopic.CONSUMER, topic, partition, from, to)) {
            return;
        }
        if (from == 0 && of(tx, topic, partition) == 0) {
            positions.begin(tx, EngineTopic.CONSUMER, topic, Map.of(partition, 0L));
            if (positions.move(tx, EngineTopic.CONSUMER, topic, partition, from, to)) {
                return;
            }
        }
        throw ProblemException.conflict(
                "The position of partition %d is %d, not %d".formatted(partition, of(tx, topic, partition), from));
    }
}
