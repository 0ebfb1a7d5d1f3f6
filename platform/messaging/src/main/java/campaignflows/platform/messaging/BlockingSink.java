package campaignflows.platform.messaging;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A {@link BatchSink} that does its work on the thread that calls it; {@link GatheringSink} or {@link WorkerThreadSink} brings the threads. An exception
 * means that nothing is known of the outcome: the position is read again and decides.
 */
public interface BlockingSink {

    /**
     * The stored positions of those of the partitions that have one.
     *
     * @throws TopicMismatchException if they belong to a topic with another id
     */
    Map<Integer, Long> positions(TopicRef topic, Set<Integer> partitions);

    /** Stores a first position for partitions that have none; leaves those that have one as they are. */
    void begin(TopicRef topic, Map<Integer, Long> positions);

    /** Applies the batch and moves the partition's position from its start to its end, both or neither. */
    BatchResult apply(PartitionBatch batch);

    /**
     * Applies batches of different partitions at once, all or none of them, if it can: the consumer applies each alone if not.
     *
     * @return whether all of them were applied
     */
    default boolean applyTogether(List<PartitionBatch> batches) {
        return false;
    }

    /** See {@link BatchSink#currentWork}; called on any thread. */
    default String currentWork(int partition) {
        return "";
    }
}
