package campaignflows.engine.node;

import campaignflows.engine.value.InvalidSettingException;
import campaignflows.engine.value.OperandCompiler;
import campaignflows.platform.contracts.flow.Node;

/** Compiles nodes: the one table of the kinds of node. */
public final class NodeCompiler {
    private final OperandCompiler operands;

    public NodeCompiler(OperandCompiler operands) {
        this.operands = operands;
    }

    /**
     * Compiles one node.
     *
     * @throws InvalidSettingException if no walk can use it
     */
    public WalkableNode compile(Node node) {
        return switch (node.type()) {
            case PARTICIPANT_CREATED,
                    PARTICIPANT_UPDATED,
                    COMMUNICATION_ENDED,
                    COMMUNICATION_UPDATED,
                    INCOMING_SESSION,
                    FROM_ANOTHER_FLOW -> new TriggerNode();
            case FIELD_CHECK -> FieldCheckNode.compile(node, operands);
            case EMAIL_COMMUNICATION,
                    TELEGRAM_COMMUNICATION,
                    WHATSAPP_COMMUNICATION,
                    VOICE_COMMUNICATION,
                    WEB_COMMUNICATION -> CommunicationNode.compile(node, operands);
            case CANCEL_COMMUNICATIONS -> new CancelCommunicationsNode(node.id());
            case UPDATE_FIELD -> UpdateFieldNode.compile(node, operands);
            case TO_ANOTHER_FLOW -> ToAnotherFlowNode.compile(node);
            case PYTHON_ACTION -> PythonActionNode.compile(node, operands);
        };
    }
}
