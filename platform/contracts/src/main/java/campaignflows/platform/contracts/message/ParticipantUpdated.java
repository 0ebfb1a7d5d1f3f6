package campaignflows.platform.contracts.message;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An import matched a participant, or a value of it really changed. */
public record ParticipantUpdated(
        UUID campaignId,
        UUID participantId,
        UUID customerId,
        @Nullable Integer run) implements ParticipantEvent {}
