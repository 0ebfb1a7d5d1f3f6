package campaignflows.platform.contracts.message;

import campaignflows.platform.contracts.MessageFamily;
import java.util.UUID;

/** All that is on {@code participant-events}: what happened to a person's participants, and to the person. */
public sealed interface CustomerEvent permits ParticipantEvent, CustomerErased {
    MessageFamily<CustomerEvent> FAMILY = new MessageFamily<>(
            ParticipantCreated.class,
            ParticipantUpdated.class,
            ParticipantRemoved.class,
            CommunicationUpdated.class,
            CommunicationEnded.class,
            IncomingSession.class,
            CustomerErased.class);

    UUID customerId();
}
