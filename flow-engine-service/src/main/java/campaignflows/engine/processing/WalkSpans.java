package campaignflows.engine.processing;

import campaignflows.engine.walk.SizedEffects;
import campaignflows.platform.contracts.walk.WalkProtocol.EventEffects;
import campaignflows.platform.messaging.ConsumedRecord;
import campaignflows.platform.tracing.TraceSpan;
import campaignflows.platform.tracing.Tracing;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** The traced ones of the events of a commit, until that has taken effect; what is walked again begins again. */
final class WalkSpans {
    private final Tracing tracing;
    private final List<TraceSpan> begun = new ArrayList<>();

    WalkSpans(Tracing tracing) {
        this.tracing = tracing;
    }

    /** Has an event walked. */
    Optional<SizedEffects> around(ConsumedRecord record, Supplier<Optional<SizedEffects>> walk) {
        String traceparent = tracing.isOn() ? record.traceparent() : null;
        if (traceparent == null) {
            return walk.get();
        }
        TraceSpan span = tracing.continued(Tracing.Kind.CONSUMER, "walk", traceparent)
                .with("messaging.destination.name", record.topic())
                .with("messaging.destination.partition.id", record.partition())
                .with("messaging.kafka.offset", record.offset());
        return walk.get().map(walked -> keep(span, walked));
    }

    private SizedEffects keep(TraceSpan span, SizedEffects walked) {
        EventEffects effects = walked.effects();
        begun.add(span.with("campaignflows.campaign_id", effects.campaignId().toString())
                .with("campaignflows.participant_id", effects.participantId().toString()));
        return new SizedEffects(effects.tracedBy(span.traceparent()), walked.bytes());
    }

    /** The walks have taken effect. */
    void committed() {
        begun.forEach(TraceSpan::end);
    }
}
