package campaignflows.platform.contracts.message;

import campaignflows.platform.contracts.MessageFamily;
import java.util.UUID;

/** What communication-service is told of a participant, keyed by customer, in one order. */
public sealed interface CommunicationCommand extends CustomerCommand
        permits PlanCommunication, CancelCommunications, ParticipantRemoved {
    /** Without what is said of the person as a whole: {@link CustomerCommand#FAMILY} is all of the topic. */
    MessageFamily<CommunicationCommand> FAMILY =
            new MessageFamily<>(PlanCommunication.class, CancelCommunications.class, ParticipantRemoved.class);

    UUID campaignId();

    UUID participantId();
}
