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

    /** The same walk, begun by another one that handed its participant over. */
    static WalkRecorded handedOverBy(UUID walkId, WalkRecorded walk) {
        WalkRecorded.Trigger trigger = walk.trigger();
        return new WalkRecorded(
                walk.campaignId(),
                walk.participantId(),
                walk.customerId(),
                walk.flowId(),
                walk.flowRevision(),
                walk.run(),
                new WalkRecorded.Trigger(
                        trigger.type(), NodeType.FROM_ANOTHER_FLOW, trigger.eventId(), trigger.at(), walkId),
                walk.startedAt(),
                walk.durationMicros(),
                walk.outcome(),
                walk.steps(),
                walk.emitted(),
                walk.error());
    }
}
