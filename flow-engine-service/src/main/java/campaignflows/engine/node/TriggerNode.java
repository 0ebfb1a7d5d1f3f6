package campaignflows.engine.node;

import campaignflows.platform.contracts.flow.Port;
import java.util.List;

/** Where a walk begins; it has nothing to decide, only to say what the event was about. */
record TriggerNode() implements WalkableNode {
    @Override
    public NodeResult walk(NodeWalk walk) {
        return new NodeResult.Leaves(Port.OUT, List.of(), walk.occasion());
    }
}
