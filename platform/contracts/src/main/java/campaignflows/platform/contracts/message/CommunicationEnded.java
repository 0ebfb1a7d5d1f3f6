package campaignflows.platform.contracts.message;

import campaignflows.platform.contracts.communication.CommunicationState;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A communication became Completed, NoResponse, Failed, Canceled or Skipped. */
public record CommunicationEnded(
        UUID campaignId,
        UUID participantId,
        UUID customerId,
        @Nullable Integer run,
        CommunicationState communication) implements ParticipantEvent {}
