package campaignflows.engine.node;

import campaignflows.engine.value.InvalidSettingException;
import campaignflows.engine.value.OperandCompiler;
import campaignflows.platform.contracts.flow.Node;
import campaignflows.platform.contracts.flow.NodeType;
import java.util.EnumMap;
import java.util.Map;

/** Makes nodes that can be walked: the one table of the kinds of node that the engine knows. */
public final class NodeCompiler {

    private interface Kind {
        WalkableNode compile(Node node, OperandCompiler operands);
    }

    private static final Map<NodeType, Kind> KINDS = new EnumMap<>(Map.ofEntries(
            Map.entry(NodeType.PARTICIPANT_CREATED, TriggerNode::compile),
            Map.entry(NodeType.PARTICIPANT_UPDATED, TriggerNode::compile),
            Map.entry(NodeType.COMMUNICATION_ENDED, TriggerNode::compile),
            Map.entry(NodeType.INCOMING_SESSION, TriggerNode::compile),
            Map.entry(NodeType.FIELD_CHECK, FieldCheckNode::compile),
            Map.entry(NodeType.EMAIL_COMMUNICATION, CommunicationNode::compile),
            Map.entry(NodeType.TELEGRAM_COMMUNICATION, CommunicationNode::compile),
            Map.entry(NodeType.WHATSAPP_COMMUNICATION, CommunicationNode::compile),
            Map.entry(NodeType.VOICE_COMMUNICATION, CommunicationNode::compile),
            Map.entry(NodeType.CANCEL_COMMUNICATIONS, CancelCommunicationsNode::compile),
            Map.entry(NodeType.UPDATE_FIELD, UpdateFieldNode::compile),
            Map.entry(NodeType.PYTHON_ACTION, PythonActionNode::compile)));

    private final OperandCompiler operands;

    public NodeCompiler(OperandCompiler operands) {
        this.operands = operands;
    }

    /**
     * Compiles one node.
     *
     * @throws InvalidSettingException if no walk can work with it
     */
    public WalkableNode compile(Node node) {
        Kind kind = KINDS.get(node.type());
        if (kind == null) {
            throw new InvalidSettingException("Nodes of this kind cannot be walked yet");
        }
        return kind.compile(node, operands);
    }
}
