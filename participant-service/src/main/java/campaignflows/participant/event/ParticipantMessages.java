package campaignflows.participant.event;

import campaignflows.platform.contracts.Envelope;
import campaignflows.platform.contracts.MessageFamily;
import campaignflows.platform.contracts.Topics;
import campaignflows.platform.contracts.message.CustomerCommand;
import campaignflows.platform.contracts.message.CustomerEvent;
import campaignflows.platform.contracts.walk.WalkMessage;
import campaignflows.platform.messaging.OutgoingMessage;
import java.util.UUID;

/** Puts what this service says on its topics, all of them keyed by customer id. */
public final class ParticipantMessages {
    /** The source in envelopes. */
    public static final String SOURCE = "participant-service";

    private ParticipantMessages() {}

    public static OutgoingMessage event(Envelope<? extends CustomerEvent> event) {
        return new OutgoingMessage(
                Topics.PARTICIPANT_EVENTS,
                event.data().customerId(),
                MessageFamily.typeOf(event.data()),
                CustomerEvent.FAMILY.encode(event));
    }

    public static OutgoingMessage command(Envelope<? extends CustomerCommand> command) {
        return new OutgoingMessage(
                Topics.COMMUNICATION_COMMANDS,
                command.data().customerId(),
                MessageFamily.typeOf(command.data()),
                CustomerCommand.FAMILY.encode(command));
    }

    public static OutgoingMessage walk(UUID customerId, Envelope<? extends WalkMessage> walk) {
        return new OutgoingMessage(
                Topics.FLOW_WALKS, customerId, MessageFamily.typeOf(walk.data()), WalkMessage.FAMILY.encode(walk));
    }
}
