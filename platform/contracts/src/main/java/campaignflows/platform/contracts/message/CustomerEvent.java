package campaignflows.platform.contracts.message;

import campaignflows.platform.contracts.MessageFamily;
import java.util.Map;
import java.util.UUID;

/** Everything on {@code participant-events}: what happened to a customer's participants, and to the customer. */
public sealed interface CustomerEvent permits ParticipantEvent, CustomerErased {
    MessageFamily<CustomerEvent> FAMILY = new MessageFamily<>(Map.of(
            "ParticipantCreated", ParticipantCreated.class,
            "ParticipantUpdated", ParticipantUpdated.class,
            "ParticipantRemoved", ParticipantRemoved.class,
            "CommunicationUpdated", CommunicationUpdated.class,
            "CommunicationEnded", CommunicationEnded.class,
            "IncomingSession", IncomingSession.class,
            "CustomerErased", CustomerErased.class));

    UUID customerId();
}
