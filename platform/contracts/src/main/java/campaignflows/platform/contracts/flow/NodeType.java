package campaignflows.platform.contracts.flow;

import campaignflows.platform.contracts.communication.ChannelType;
import java.util.Optional;
import java.util.Set;

/** The kinds of node that a flow can have (product, W). */
public enum NodeType {
    PARTICIPANT_CREATED,
    PARTICIPANT_UPDATED,
    COMMUNICATION_ENDED,
    COMMUNICATION_UPDATED,
    INCOMING_SESSION,
    FROM_ANOTHER_FLOW,
    FIELD_CHECK,
    EMAIL_COMMUNICATION,
    TELEGRAM_COMMUNICATION,
    WHATSAPP_COMMUNICATION,
    VOICE_COMMUNICATION,
    WEB_COMMUNICATION,
    CANCEL_COMMUNICATIONS,
    UPDATE_FIELD,
    TO_ANOTHER_FLOW,
    PYTHON_ACTION;

    private static final Set<Port> ONE_WAY = Set.of(Port.OUT);
    private static final Set<Port> TWO_WAYS = Set.of(Port.MATCH, Port.ELSE);

    public boolean isTrigger() {
        return switch (this) {
            case PARTICIPANT_CREATED,
                    PARTICIPANT_UPDATED,
                    COMMUNICATION_ENDED,
                    COMMUNICATION_UPDATED,
                    INCOMING_SESSION,
                    FROM_ANOTHER_FLOW -> true;
            case FIELD_CHECK,
                    EMAIL_COMMUNICATION,
                    TELEGRAM_COMMUNICATION,
                    WHATSAPP_COMMUNICATION,
                    VOICE_COMMUNICATION,
                    WEB_COMMUNICATION,
                    CANCEL_COMMUNICATIONS,
                    UPDATE_FIELD,
                    TO_ANOTHER_FLOW,
                    PYTHON_ACTION -> false;
        };
    }

    /** The channel of a communication node. */
    public Optional<ChannelType> channel() {
        return switch (this) {
            case EMAIL_COMMUNICATION -> Optional.of(ChannelType.EMAIL);
            case TELEGRAM_COMMUNICATION -> Optional.of(ChannelType.TELEGRAM);
            case WHATSAPP_COMMUNICATION -> Optional.of(ChannelType.WHATSAPP);
            case VOICE_COMMUNICATION -> Optional.of(ChannelType.VOICE);
            case WEB_COMMUNICATION -> Optional.of(ChannelType.WEB);
            case PARTICIPANT_CREATED,
                    PARTICIPANT_UPDATED,
                    COMMUNICATION_ENDED,
                    COMMUNICATION_UPDATED,
                    INCOMING_SESSION,
                    FROM_ANOTHER_FLOW,
                    FIELD_CHECK,
                    CANCEL_COMMUNICATIONS,
                    UPDATE_FIELD,
                    TO_ANOTHER_FLOW,
                    PYTHON_ACTION -> Optional.empty();
        };
    }

    /** The ports that an edge may leave from. */
    public Set<Port> ports() {
        return this == FIELD_CHECK ? TWO_WAYS : ONE_WAY;
    }
}
