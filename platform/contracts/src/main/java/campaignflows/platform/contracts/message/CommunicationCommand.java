package campaignflows.platform.contracts.message;

import campaignflows.platform.contracts.MessageFamily;
import java.util.Map;
import java.util.UUID;

/** The commands to communication-service about a participant, keyed by customer, in one order. */
public sealed interface CommunicationCommand extends CustomerCommand
        permits PlanCommunication, CancelCommunications, ParticipantRemoved {
    /** Without those about the customer as a whole: {@link CustomerCommand#FAMILY} is the whole topic. */
    MessageFamily<CommunicationCommand> FAMILY = new MessageFamily<>(Map.of(
            "PlanCommunication", PlanCommunication.class,
            "CancelCommunications", CancelCommunications.class,
            "ParticipantRemoved", ParticipantRemoved.class));

    UUID campaignId();

    UUID participantId();
}
