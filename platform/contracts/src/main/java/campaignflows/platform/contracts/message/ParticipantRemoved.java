package campaignflows.platform.contracts.message;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A participant was removed from its campaign. An event for the engine and, on the commands' topic, the command to cancel
 * what is Planned without firing triggers and to drop later commands for this participant id.
 */
public record ParticipantRemoved(
        UUID campaignId,
        UUID participantId,
        UUID customerId,
        @Nullable Integer run) implements ParticipantEvent, CommunicationCommand {}
