package campaignflows.engine.walk;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The node that is being walked in a batch, to diagnose a batch that makes no progress. Written by one thread, read by any. */
public final class CurrentNode {
    private @Nullable UUID campaignId;
    private @Nullable UUID flowId;
    private volatile @Nullable String nodeId;

    void at(UUID campaign, UUID flow, String node) {
        campaignId = campaign;
        flowId = flow;
        nodeId = node;
    }

    /** For the log: ids only. */
    @Override
    public String toString() {
        String node = nodeId;
        return node == null ? "no walk begun" : "campaign=%s flow=%s node=%s".formatted(campaignId, flowId, node);
    }
}
