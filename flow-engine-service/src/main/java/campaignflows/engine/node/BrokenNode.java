package campaignflows.engine.node;

/** Represents a node that cannot be compiled, so that a simulation can walk a draft up to it. Never in a real walk. */
public record BrokenNode(String reason) implements WalkableNode {
    @Override
    public NodeResult walk(NodeWalk walk) {
        return new NodeResult.Fails(reason);
    }
}
