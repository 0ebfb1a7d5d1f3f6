package campaignflows.platform.contracts.walk;

import java.util.UUID;

/**
 * A participant was erased because its tenant keeps participants no longer: services that store its walks delete them. Sent after
 * all of them.
 */
public record ParticipantWalksErased(UUID participantId, UUID customerId) implements WalkMessage {}
