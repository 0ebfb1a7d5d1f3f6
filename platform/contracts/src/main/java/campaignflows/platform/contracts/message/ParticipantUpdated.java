package campaignflows.platform.contracts.message;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An import matched a participant, or one of its values has changed. */
public record ParticipantUpdated(
        UUID campaignId,
        UUID participantId,
        UUID customerId,
        @Nullable Integer run) implements ParticipantEvent {}
