package campaignflows.platform.contracts.message;

import campaignflows.platform.contracts.communication.CommunicationState;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A communication became Started, Delivered, Read or Replied. */
public record CommunicationUpdated(
        UUID campaignId,
        UUID participantId,
        UUID customerId,
        @Nullable Integer run,
        CommunicationState communication) implements ParticipantEvent {}
