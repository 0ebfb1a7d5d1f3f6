package campaignflows.participant.event;

import campaignflows.platform.contracts.Envelope;
import campaignflows.platform.contracts.MessageFamily;
import campaignflows.platform.contracts.Topics;
import campaignflows.platform.contracts.WrittenJson;
import campaignflows.platform.contracts.message.CustomerCommand;
import campaignflows.platform.contracts.message.CustomerEvent;
import campaignflows.platform.contracts.walk.WalkMessage;
import campaignflows.platform.contracts.walk.WalkRecorded;
import campaignflows.platform.messaging.OutgoingMessage;
import java.util.UUID;

/** Puts what this service says on its topics, all of them keyed by customer id. */
public final class ParticipantMessages {
    /** The source in envelopes. */
    public static final String SOURCE = "participant-service";

    private static final String WALK_RECORDED = WalkRecorded.class.getSimpleName();

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

    /** A command in the words of somebody else. */
    public static OutgoingMessage command(UUID customerId, String type, Envelope<WrittenJson> command) {
        return new OutgoingMessage(
                Topics.COMMUNICATION_COMMANDS, customerId, type, CustomerCommand.FAMILY.encodeWritten(command, type));
    }

    /** A walk in the words of the engine. */
    public static OutgoingMessage writtenWalk(UUID customerId, Envelope<WrittenJson> walk) {
        return new OutgoingMessage(
                Topics.FLOW_WALKS, customerId, WALK_RECORDED, WalkMessage.FAMILY.encodeWritten(walk, WALK_RECORDED));
    }

    public static OutgoingMessage walk(UUID customerId, Envelope<? extends WalkMessage> walk) {
        return new OutgoingMessage(
                Topics.FLOW_WALKS, customerId, MessageFamily.typeOf(walk.data()), WalkMessage.FAMILY.encode(walk));
    }
}
