package campaignflows.participant.customer;

import campaignflows.participant.enrollment.ParticipantStatus;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A person as a participant of one campaign, for one object. */
@Schema(description = "A participant of the customer, with its campaign")
public record CustomerCampaign(
        UUID campaignId,
        String campaignName,
        UUID participantId,
        @Nullable String objectId,

        @Schema(
                description =
                        "pending: no communication; active: one is not final; completed: all are, or result is set")
        ParticipantStatus status,

        int communicationsCount,
        @Nullable Boolean result,
        @Nullable Instant resultAt,
        Instant createdAt,
        Instant updatedAt) {}
