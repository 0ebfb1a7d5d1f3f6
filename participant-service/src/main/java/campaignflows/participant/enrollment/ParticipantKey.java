package campaignflows.participant.enrollment;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What identifies a participant within a campaign (rule P2). */
public record ParticipantKey(UUID customerId, @Nullable String objectId) {}
