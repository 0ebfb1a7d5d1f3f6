package campaignflows.platform.messaging;

import java.util.Map;
import java.util.Set;

/**
 * Where batches take effect together with the positions of their consumer. Called on the consumer's thread. An exception
 * means that nothing is known of the outcome: the position is read again and decides.
 */
public interface BatchSink {

    /**
     * The stored positions of those of the partitions that have one.
     *
     * @throws TopicMismatchException if they belong to a topic with another id
     */
    Map<Integer, Long> positions(TopicRef topic, Set<Integer> partitions);

    /** Stores a first position for partitions that have none; leaves those that have one as they are. */
    void begin(TopicRef topic, Map<Integer, Long> positions);

    /**
     * Applies the batch and moves the partition's position from its start to its end, both or neither.
     *
     * @return false, and no effect, if the stored position was not the batch's start
     */
    boolean apply(PartitionBatch batch);
}
