package campaignflows.participant.enrollment;

import java.util.UUID;

/** The fact that a person is a participant of a campaign, without the participant's values. */
public record ParticipantRef(UUID tenantId, UUID campaignId, UUID participantId, UUID customerId) {}
