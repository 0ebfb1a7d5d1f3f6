package campaignflows.platform.contracts.message;

import campaignflows.platform.contracts.MessageFamily;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An event of a participant, keyed by customer: all events of one customer are in one total order. */
public sealed interface ParticipantEvent extends CustomerEvent
        permits ParticipantCreated,
                ParticipantUpdated,
                ParticipantRemoved,
                CommunicationUpdated,
                CommunicationEnded,
                IncomingSession {
    /** Without what happens to the customer as a whole: {@link CustomerEvent#FAMILY} is the whole topic. */
    MessageFamily<ParticipantEvent> FAMILY = new MessageFamily<>(Map.of(
            "ParticipantCreated", ParticipantCreated.class,
            "ParticipantUpdated", ParticipantUpdated.class,
            "ParticipantRemoved", ParticipantRemoved.class,
            "CommunicationUpdated", CommunicationUpdated.class,
            "CommunicationEnded", CommunicationEnded.class,
            "IncomingSession", IncomingSession.class));

    UUID campaignId();

    UUID participantId();

    /** The campaign's run as stored in the transaction that wrote the event; null if the campaign was not Active. */
    @Nullable
    Integer run();
}
