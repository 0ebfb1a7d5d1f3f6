package campaignflows.platform.messaging;

import java.util.Map;

/** What a consumer reports to be counted. Called on the consumer's thread, never per record. */
public interface ConsumerMetrics {

    /** A batch took effect. */
    void applied(int records);

    /** A batch failed, or the positions where batches begin could not be read; it will be tried again. */
    void failed();

    /** A batch had no effect, because its position had been moved by another. */
    void positionMoved();

    /** How many offsets lie between the stored position and the end, of each partition of this process of which that is known. */
    void lag(Map<Integer, Long> byPartition);

    /** The stored positions of the same partitions, as far as this process knows, in offsets. */
    default void positions(Map<Integer, Long> byPartition) {}
}
