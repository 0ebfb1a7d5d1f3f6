package campaignflows.platform.contracts.message;

import java.util.UUID;

/**
 * A participant was erased because its tenant keeps participants no longer. On the commands' topic, after
 * {@link ParticipantRemoved}: what is stored of its communications is deleted but for what is counted. The person stays, with
 * its other participants.
 */
public record ParticipantErased(UUID participantId, UUID customerId) implements CustomerCommand {}
