package campaignflows.platform.contracts.message;

import campaignflows.platform.contracts.MessageFamily;
import java.util.UUID;

/** All that is on {@code communication-commands}: about a participant, or about the person. */
public sealed interface CustomerCommand permits CommunicationCommand, CustomerErased {
    MessageFamily<CustomerCommand> FAMILY = new MessageFamily<>(
            PlanCommunication.class, CancelCommunications.class, ParticipantRemoved.class, CustomerErased.class);

    UUID customerId();
}
