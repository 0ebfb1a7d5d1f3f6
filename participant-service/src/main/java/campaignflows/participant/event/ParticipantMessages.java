package campaignflows.participant.event;

import campaignflows.platform.contracts.Envelope;
import campaignflows.platform.contracts.RawJson;
import campaignflows.platform.contracts.Topics;
import campaignflows.platform.contracts.message.CustomerCommand;
import campaignflows.platform.contracts.message.CustomerEvent;
import campaignflows.platform.contracts.walk.WalkMessage;
import campaignflows.platform.contracts.walk.WalkRecorded;
import campaignflows.platform.messaging.OutgoingMessage;
import java.util.UUID;

/** The messages of this service for its topics, all of them keyed by customer id. */
public final class ParticipantMessages {
    /** The source in envelopes. */
    public static final String SOURCE = "participant-service";

    private static final String WALK_RECORDED = WalkMessage.FAMILY.typeOf(WalkRecorded.class);

    private ParticipantMessages() {}

    public static OutgoingMessage event(Envelope<? extends CustomerEvent> event) {
        return new OutgoingMessage(
                Topics.PARTICIPANT_EVENTS,
                event.data().customerId(),
                CustomerEvent.FAMILY.typeOf(event.data()),
                CustomerEvent.FAMILY.encode(event));
    }

    public static OutgoingMessage command(Envelope<? extends CustomerCommand> command) {
        return new OutgoingMessage(
                Topics.COMMUNICATION_COMMANDS,
                command.data().customerId(),
                CustomerCommand.FAMILY.typeOf(command.data()),
                CustomerCommand.FAMILY.encode(command));
    }

    /** A command as another service wrote it. */
    public static OutgoingMessage command(UUID customerId, String type, Envelope<RawJson> command) {
        return new OutgoingMessage(
                Topics.COMMUNICATION_COMMANDS, customerId, type, CustomerCommand.FAMILY.encodeRaw(command, type));
    }

    /** A walk as the engine wrote it. */
    public static OutgoingMessage rawWalk(UUID customerId, Envelope<RawJson> walk) {
        return new OutgoingMessage(
                Topics.FLOW_WALKS, customerId, WALK_RECORDED, WalkMessage.FAMILY.encodeRaw(walk, WALK_RECORDED));
    }

    public static OutgoingMessage walk(UUID customerId, Envelope<? extends WalkMessage> walk) {
        return new OutgoingMessage(
                Topics.FLOW_WALKS, customerId, WalkMessage.FAMILY.typeOf(walk.data()), WalkMessage.FAMILY.encode(walk));
    }
}
