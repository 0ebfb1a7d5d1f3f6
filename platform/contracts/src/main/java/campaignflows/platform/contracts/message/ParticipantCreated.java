package campaignflows.platform.contracts.message;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A participant was added to its campaign, for the first time or again after a removal. */
public record ParticipantCreated(
        UUID campaignId,
        UUID participantId,
        UUID customerId,
        @Nullable Integer run) implements ParticipantEvent {}
