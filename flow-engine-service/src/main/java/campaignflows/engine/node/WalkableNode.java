package campaignflows.engine.node;

/** A node compiled from its settings. It is shared by all walks, so it holds no state of any of them. */
public sealed interface WalkableNode
        permits TriggerNode,
                FieldCheckNode,
                CommunicationNode,
                CancelCommunicationsNode,
                UpdateFieldNode,
                ToAnotherFlowNode,
                PythonActionNode,
                BrokenNode,
                ObservedNode {
    NodeResult walk(NodeWalk walk);
}
