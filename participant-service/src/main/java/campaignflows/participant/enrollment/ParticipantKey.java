package campaignflows.participant.enrollment;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What makes a participant the same one within a campaign (rule P2). */
public record ParticipantKey(UUID customerId, @Nullable String objectId) {}
