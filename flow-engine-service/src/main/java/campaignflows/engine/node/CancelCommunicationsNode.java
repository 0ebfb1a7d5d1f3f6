package campaignflows.engine.node;

import campaignflows.platform.contracts.flow.Port;

/** Cancel Communications: what is Planned for the participant is not sent. */
record CancelCommunicationsNode(String id) implements WalkableNode {
    @Override
    public NodeResult walk(NodeWalk walk) {
        walk.cancelPlanned(id);
        return NodeResult.leaves(Port.OUT);
    }
}
