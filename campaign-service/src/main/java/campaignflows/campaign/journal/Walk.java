package campaignflows.campaign.journal;

import campaignflows.platform.contracts.flow.NodeType;
import campaignflows.platform.contracts.walk.WalkOutcome;
import campaignflows.platform.contracts.walk.WalkRecorded;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A walk as the journal shows it.
 *
 * @param flowId       null if no flow was walked; the error says why
 * @param flowRevision the revision of the flow that was walked, whatever the flow looks like now
 * @param durationUs   of the walk itself, in microseconds, without reading and committing
 */
public record Walk(
        UUID id,
        UUID participantId,
        @Nullable UUID flowId,
        @Nullable Integer flowRevision,
        @Nullable Integer run,
        Trigger trigger,
        Instant startedAt,
        long durationUs,
        WalkOutcome outcome,
        List<WalkRecorded.Step> steps,
        List<WalkRecorded.Emitted> emitted,
        @Nullable String error) {

    /**
     * What started the walk.
     *
     * @param type       the trigger; null if the event was not walked
     * @param eventType  the type of the event, in snake_case
     * @param at         when the event happened
     * @param fromWalkId the walk that handed the participant over; null unless the trigger is From Another Flow
     */
    @Schema(name = "WalkTrigger")
    public record Trigger(
            @Nullable NodeType type,
            String eventType,
            UUID eventId,
            Instant at,
            @Nullable UUID fromWalkId) {}
}
