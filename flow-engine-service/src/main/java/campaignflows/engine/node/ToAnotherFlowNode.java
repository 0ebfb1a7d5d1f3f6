package campaignflows.engine.node;

import campaignflows.platform.contracts.flow.Node;
import campaignflows.platform.contracts.flow.NodeSettings;
import java.util.UUID;

/** To Another Flow: the walk ends here, and the target's From Another Flow begins the next one. */
record ToAnotherFlowNode(UUID target) implements WalkableNode {
    static ToAnotherFlowNode compile(Node node) {
        return new ToAnotherFlowNode(Settings.required(
                Settings.of(node, NodeSettings.ToAnotherFlow.class).flowId(), "Flow"));
    }

    @Override
    public NodeResult walk(NodeWalk walk) {
        return new NodeResult.HandsOver(target);
    }
}
