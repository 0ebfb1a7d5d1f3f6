package campaignflows.participant.list;

import campaignflows.participant.enrollment.ParticipantStatus;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A participant in the list. */
@Schema(name = "Participant", description = "A participant as the list shows it")
public record ParticipantItem(
        UUID id,
        UUID campaignId,
        UUID customerId,
        @Nullable String objectId,
        @Nullable String timezone,
        @Nullable String name,
        @Nullable String email,
        @Nullable String phone,
        @Nullable String externalId,
        int communicationsCount,

        @Schema(
                description =
                        "pending: no communication; active: one is not final; completed: all are, or result is set")
        ParticipantStatus status,

        @Nullable Boolean result,
        @Nullable Instant resultAt,
        Instant createdAt,
        Instant updatedAt) {}
