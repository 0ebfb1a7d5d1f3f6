package campaignflows.participant.enrollment;

import java.util.UUID;

/** That a person is a participant of a campaign, without anything of the participant. */
public record Enrollment(UUID tenantId, UUID campaignId, UUID participantId, UUID customerId) {}
