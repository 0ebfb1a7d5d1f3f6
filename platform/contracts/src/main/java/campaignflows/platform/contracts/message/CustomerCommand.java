package campaignflows.platform.contracts.message;

import campaignflows.platform.contracts.MessageFamily;
import java.util.Map;
import java.util.UUID;

/** Everything on {@code communication-commands}: about a participant, or about the customer. */
public sealed interface CustomerCommand
        permits CommunicationCommand, ParticipantErased, CustomerErased, OptOutsChanged {
    MessageFamily<CustomerCommand> FAMILY = new MessageFamily<>(Map.of(
            "PlanCommunication", PlanCommunication.class,
            "CancelCommunications", CancelCommunications.class,
            "ParticipantRemoved", ParticipantRemoved.class,
            "ParticipantErased", ParticipantErased.class,
            "CustomerErased", CustomerErased.class,
            "OptOutsChanged", OptOutsChanged.class));

    UUID customerId();
}
