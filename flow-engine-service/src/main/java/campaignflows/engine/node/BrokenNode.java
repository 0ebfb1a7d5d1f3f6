package campaignflows.engine.node;

/** Stands for a node that cannot be compiled, so that a simulation walks a draft as far as it goes. Never in a real walk. */
public record BrokenNode(String reason) implements WalkableNode {
    @Override
    public NodeResult walk(NodeWalk walk) {
        return new NodeResult.Fails(reason);
    }
}
