package campaignflows.platform.contracts.message;

import campaignflows.platform.contracts.MessageFamily;
import java.util.UUID;

/** What communication-service is told of a participant, keyed by customer, in one order. */
public sealed interface CommunicationCommand permits PlanCommunication, CancelCommunications, ParticipantRemoved {
    MessageFamily<CommunicationCommand> FAMILY =
            new MessageFamily<>(PlanCommunication.class, CancelCommunications.class, ParticipantRemoved.class);

    UUID campaignId();

    UUID participantId();

    UUID customerId();
}
