package campaignflows.engine.node;

import campaignflows.platform.contracts.flow.Port;
import java.util.List;

/** The start of a walk; it decides nothing and only records what the event was about. */
record TriggerNode() implements WalkableNode {
    @Override
    public NodeResult walk(NodeWalk walk) {
        return new NodeResult.Leaves(Port.OUT, List.of(), walk.occasion());
    }
}
