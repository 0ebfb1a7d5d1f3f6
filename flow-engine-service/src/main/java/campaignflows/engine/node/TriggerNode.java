package campaignflows.engine.node;

import campaignflows.engine.value.OperandCompiler;
import campaignflows.platform.contracts.flow.Node;
import campaignflows.platform.contracts.flow.Port;

/** Where a walk begins; it has nothing to decide. */
record TriggerNode() implements WalkableNode {
    static TriggerNode compile(Node node, OperandCompiler operands) {
        return new TriggerNode();
    }

    @Override
    public NodeResult walk(NodeWalk walk) {
        return NodeResult.leaves(Port.OUT);
    }
}
