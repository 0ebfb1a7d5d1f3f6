package campaignflows.campaign.journal;

import campaignflows.platform.contracts.Ids;
import campaignflows.platform.contracts.flow.NodeType;
import campaignflows.platform.contracts.walk.WalkOutcome;
import campaignflows.platform.contracts.walk.WalkRecorded;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Walks as the engine records them. */
final class JournalSamples {
    private JournalSamples() {}

    static WalkRecorded walk(
            UUID campaign,
            UUID participant,
            UUID customer,
            UUID flow,
            Instant at,
            WalkOutcome outcome,
            List<WalkRecorded.Step> steps) {
        return new WalkRecorded(
                campaign,
                participant,
                customer,
                flow,
                3,
                1,
                new WalkRecorded.Trigger("ParticipantCreated", NodeType.PARTICIPANT_CREATED, Ids.v7(), at),
                at,
                42,
                outcome,
                steps,
                outcome == WalkOutcome.COMPLETED
                        ? List.of(new WalkRecorded.Emitted("CancelCommunications", Ids.v7()))
                        : List.of(),
                outcome == WalkOutcome.COMPLETED ? null : "It ended early");
    }
}
