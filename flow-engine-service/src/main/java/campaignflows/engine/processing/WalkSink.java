package campaignflows.engine.processing;

import campaignflows.engine.walk.CurrentNode;
import campaignflows.platform.messaging.BatchResult;
import campaignflows.platform.messaging.BlockingSink;
import campaignflows.platform.messaging.PartitionBatch;
import campaignflows.platform.messaging.TopicRef;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** Where batches of events are walked and take effect: with their positions, at participant-service. */
public final class WalkSink implements BlockingSink {
    private final EventBatchWalker walker;
    private final WalkCommits commits;

    public WalkSink(EventBatchWalker walker, WalkCommits commits) {
        this.walker = walker;
        this.commits = commits;
    }

    @Override
    public Map<Integer, Long> positions(TopicRef topic, Set<Integer> partitions) {
        Map<Integer, Long> positions = new HashMap<>();
        for (int partition : partitions) {
            positions.put(partition, commits.position(topic.id().toString(), partition));
        }
        return positions;
    }

    /** Of a partition that was never read participant-service says that its position is the beginning. */
    @Override
    public void begin(TopicRef topic, Map<Integer, Long> positions) {
        throw new IllegalStateException("Expected a position of each partition, but there is none of " + positions);
    }

    @Override
    public BatchResult apply(PartitionBatch batch) {
        return walker.process(batch);
    }

    @Override
    public String currentWork(int partition) {
        CurrentNode walking = walker.currentNode(partition);
        CurrentNode failed = walker.failedNode(partition);
        if (walking != null) {
            return "walking: " + walking;
        }
        return failed == null ? "" : "failed, walked at last: " + failed;
    }
}
