package campaignflows.campaign.validation;

import campaignflows.platform.contracts.communication.ChannelType;
import campaignflows.platform.contracts.flow.Node;
import campaignflows.platform.contracts.flow.NodeSettings;
import campaignflows.platform.contracts.flow.NodeType;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** The settings of each node, by the rules of its kind; a new kind of node is registered here. */
final class NodeRule implements FlowRule {
    private final Map<NodeType, NodeValidator<?>> validators = new EnumMap<>(NodeType.class);

    NodeRule() {
        for (NodeType type : NodeType.values()) {
            validators.put(type, validatorOf(type));
        }
    }

    private static NodeValidator<?> validatorOf(NodeType type) {
        return switch (type) {
            case PARTICIPANT_CREATED,
                    PARTICIPANT_UPDATED,
                    COMMUNICATION_ENDED,
                    COMMUNICATION_UPDATED,
                    INCOMING_SESSION,
                    FROM_ANOTHER_FLOW,
                    CANCEL_COMMUNICATIONS -> new NoSettingsValidator();
            case FIELD_CHECK -> new FieldCheckValidator();
            case EMAIL_COMMUNICATION -> new CommunicationValidator(ChannelType.EMAIL);
            case TELEGRAM_COMMUNICATION -> new CommunicationValidator(ChannelType.TELEGRAM);
            case WHATSAPP_COMMUNICATION -> new CommunicationValidator(ChannelType.WHATSAPP);
            case VOICE_COMMUNICATION -> new CommunicationValidator(ChannelType.VOICE);
            case WEB_COMMUNICATION -> new CommunicationValidator(ChannelType.WEB);
            case UPDATE_FIELD -> new UpdateFieldValidator();
            case TO_ANOTHER_FLOW -> new ToAnotherFlowValidator();
            case PYTHON_ACTION -> new PythonActionValidator();
        };
    }

    @Override
    public void check(FlowGraph flow, ValidationContext context, Findings findings) {
        checkFilledIn(flow, findings);
        for (Node node : flow.nodes()) {
            if (node.settings() instanceof NodeSettings.Unreadable unreadable) {
                report(node, unreadable, findings);
            } else {
                validatorOf(node).check(node, context, findings);
            }
        }
    }

    /** Further problems of the node are reported when these values can be read. */
    private static void report(Node node, NodeSettings.Unreadable unreadable, Findings findings) {
        for (NodeSettings.Unreadable.Problem problem : unreadable.problems()) {
            findings.error(
                    node,
                    problem.setting(),
                    FindingCode.VALUE_INVALID,
                    "%s: The value of %s is not valid. %s"
                            .formatted(
                                    DisplayName.of(node),
                                    problem.setting() == null ? "settings" : problem.setting(),
                                    problem.message()));
        }
    }

    /** One finding per node, that names all of them as the console does, and then what is missing in this one. */
    private void checkFilledIn(FlowGraph flow, Findings findings) {
        Map<Node, MissingSettings> incomplete = new LinkedHashMap<>();
        for (Node node : flow.nodes()) {
            if (!(node.settings() instanceof NodeSettings.Unreadable)) {
                MissingSettings missing = validatorOf(node).missing(node);
                if (!missing.isEmpty()) {
                    incomplete.put(node, missing);
                }
            }
        }
        String all = "Fill in required fields for: "
                + MissingSettings.listed(
                        incomplete.keySet().stream().map(DisplayName::of).toList());
        incomplete.forEach((node, missing) -> findings.error(
                node,
                missing.first(),
                FindingCode.REQUIRED_FIELDS,
                "%s. Missing in %s: %s".formatted(all, DisplayName.of(node), missing.inWords())));
    }

    private NodeValidator<?> validatorOf(Node node) {
        NodeValidator<?> validator = validators.get(node.type());
        if (validator == null) {
            throw new IllegalStateException("Expected a validator for every kind of node, but not for " + node.type());
        }
        return validator;
    }
}
