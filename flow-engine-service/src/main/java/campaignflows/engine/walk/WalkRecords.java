package campaignflows.engine.walk;

import campaignflows.platform.contracts.Envelope;
import campaignflows.platform.contracts.flow.NodeType;
import campaignflows.platform.contracts.message.ParticipantEvent;
import campaignflows.platform.contracts.walk.WalkOutcome;
import campaignflows.platform.contracts.walk.WalkRecorded;
import campaignflows.platform.contracts.walk.WalkRecorded.Emitted;
import campaignflows.platform.contracts.walk.WalkRecorded.Step;
import campaignflows.platform.contracts.walk.WalkRecorded.Trigger;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What the journal gets of an event's walks. */
final class WalkRecords {
    private WalkRecords() {}

    /** @param error why the walk failed; null if it reached its end */
    static WalkRecorded ofFlow(
            Envelope<ParticipantEvent> event,
            EventWalker.Start start,
            Instant now,
            long micros,
            List<Step> steps,
            List<Emitted> emitted,
            @Nullable String error) {
        ParticipantEvent data = event.data();
        return new WalkRecorded(
                data.campaignId(),
                data.participantId(),
                data.customerId(),
                start.flow().id(),
                start.flow().revision(),
                data.run(),
                trigger(event, start.trigger(), start.fromWalk()),
                now,
                micros,
                error == null ? WalkOutcome.COMPLETED : WalkOutcome.FAILED,
                steps,
                emitted,
                error);
    }

    /** That no flow was walked, and why. */
    static WalkRecorded notWalked(Envelope<ParticipantEvent> event, Instant now, String reason) {
        ParticipantEvent data = event.data();
        return new WalkRecorded(
                data.campaignId(),
                data.participantId(),
                data.customerId(),
                null,
                null,
                data.run(),
                trigger(event, null, null),
                now,
                0,
                WalkOutcome.NOT_WALKED,
                List.of(),
                List.of(),
                reason);
    }

    private static Trigger trigger(Envelope<ParticipantEvent> event, @Nullable NodeType node, @Nullable UUID fromWalk) {
        return new Trigger(ParticipantEvent.FAMILY.typeOf(event.data()), node, event.id(), event.time(), fromWalk);
    }
}
