package campaignflows.campaign.validation;

import campaignflows.platform.contracts.flow.Node;
import campaignflows.platform.contracts.flow.NodeType;

/** How findings name a node: by the name that people gave it, otherwise by its kind as the guide writes it. */
final class DisplayName {
    private DisplayName() {}

    static String of(Node node) {
        return node.name().isBlank() ? of(node.type()) : node.name().strip();
    }

    static String of(NodeType type) {
        return switch (type) {
            case PARTICIPANT_CREATED -> "Participant Created";
            case PARTICIPANT_UPDATED -> "Participant Updated";
            case COMMUNICATION_ENDED -> "Communication Ended";
            case COMMUNICATION_UPDATED -> "Communication Updated";
            case INCOMING_SESSION -> "Incoming Session";
            case FROM_ANOTHER_FLOW -> "From Another Flow";
            case FIELD_CHECK -> "Field Check";
            case EMAIL_COMMUNICATION -> "Email Communication";
            case TELEGRAM_COMMUNICATION -> "Telegram Communication";
            case WHATSAPP_COMMUNICATION -> "WhatsApp Communication";
            case VOICE_COMMUNICATION -> "Voice Communication";
            case WEB_COMMUNICATION -> "Web Communication";
            case CANCEL_COMMUNICATIONS -> "Cancel Communications";
            case UPDATE_FIELD -> "Update Field";
            case TO_ANOTHER_FLOW -> "To Another Flow";
            case PYTHON_ACTION -> "Python Custom Action";
        };
    }
}
