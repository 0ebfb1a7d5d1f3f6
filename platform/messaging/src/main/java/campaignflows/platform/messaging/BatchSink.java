package campaignflows.platform.messaging;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/**
 * Where batches take effect together with the positions of their consumer; the consumer itself knows neither database nor
 * service. Called on the consumer's thread, which must not be held up; outcomes come on any thread. A failure means that nothing
 * is known of the outcome: the position is read again and decides.
 *
 * <p>Of a partition one batch is under way at a time. One that is under way while its partition goes to another process may end
 * whenever it likes: it takes effect on the condition of its position.
 */
public interface BatchSink extends AutoCloseable {

    /**
     * The stored positions of those of the partitions that have one. Fails with {@link TopicMismatchException} if they belong to a
     * topic with another id.
     */
    CompletionStage<Map<Integer, Long>> positions(TopicRef topic, Set<Integer> partitions);

    /** Stores a first position for partitions that have none; leaves those that have one as they are. */
    CompletionStage<Void> begin(TopicRef topic, Map<Integer, Long> positions);

    /**
     * Applies the batch and moves the partition's position from its start to its end, both or neither.
     *
     * @param begins is run, on any thread, when the batch is worked on; until then it waits for others
     */
    CompletionStage<BatchResult> apply(PartitionBatch batch, Runnable begins);

    /** What is being done in a partition, as a text for the log, without personal data; empty if unknown. */
    default String currentWork(int partition) {
        return "";
    }

    /** Ends what is still under way. */
    @Override
    void close();
}
