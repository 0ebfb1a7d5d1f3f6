package campaignflows.platform.contracts.message;

import java.util.UUID;

/** Cancel all Planned communications of the participant. */
public record CancelCommunications(
        UUID campaignId, UUID participantId, UUID customerId, int run, UUID flowId, String nodeId)
        implements CommunicationCommand {}
