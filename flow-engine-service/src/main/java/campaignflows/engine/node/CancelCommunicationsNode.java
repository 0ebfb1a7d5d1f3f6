package campaignflows.engine.node;

import campaignflows.engine.value.OperandCompiler;
import campaignflows.platform.contracts.flow.Node;
import campaignflows.platform.contracts.flow.Port;

/** Cancel Communications: what is Planned for the participant is not sent. */
record CancelCommunicationsNode(String id) implements WalkableNode {
    static CancelCommunicationsNode compile(Node node, OperandCompiler operands) {
        return new CancelCommunicationsNode(node.id());
    }

    @Override
    public NodeResult walk(NodeWalk walk) {
        walk.cancelPlanned(id);
        return NodeResult.leaves(Port.OUT);
    }
}
