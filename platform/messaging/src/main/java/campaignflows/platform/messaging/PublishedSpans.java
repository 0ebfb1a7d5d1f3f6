package campaignflows.platform.messaging;

import campaignflows.platform.tracing.TraceSpan;
import campaignflows.platform.tracing.Tracing;
import java.util.ArrayList;
import java.util.List;

/** The time that messages of traces have spent in the outbox. What was not published after all is not told. */
final class PublishedSpans {
    private final Tracing tracing;
    private final List<TraceSpan> begun = new ArrayList<>();

    PublishedSpans(Tracing tracing) {
        this.tracing = tracing;
    }

    /** The message as it is published: a part of its span, if it is traced. */
    OutgoingMessage begin(OutboxRows.Row row, OutgoingMessage message) {
        if (message.traceparent() == null) {
            return message;
        }
        TraceSpan span = tracing.continued(
                        Tracing.Kind.PRODUCER,
                        "publish " + message.topic(),
                        message.traceparent(),
                        row.key().insertedAt())
                .with("messaging.system", "kafka")
                .with("messaging.destination.name", message.topic());
        begun.add(span);
        return message.tracedBy(span.traceparent());
    }

    void published() {
        begun.forEach(TraceSpan::end);
    }
}
