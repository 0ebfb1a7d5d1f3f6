package campaignflows.communication.command;

import campaignflows.platform.contracts.Envelope;
import campaignflows.platform.contracts.message.CustomerCommand;
import campaignflows.platform.contracts.message.PlanCommunication;
import campaignflows.platform.database.BatchHandler.Received;
import campaignflows.platform.tracing.TraceSpan;
import campaignflows.platform.tracing.Tracing;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The traced ones of the plans of a batch, until they are stored. */
final class PlanSpans {
    private final Map<UUID, TraceSpan> spans = new HashMap<>();

    PlanSpans(Tracing tracing, List<Received<Envelope<CustomerCommand>>> batch) {
        if (!tracing.isOn()) {
            return;
        }
        for (Received<Envelope<CustomerCommand>> received : batch) {
            String traceparent = received.record().traceparent();
            Envelope<CustomerCommand> command = received.message();
            if (traceparent != null && command.data() instanceof PlanCommunication plan) {
                spans.put(
                        command.id(),
                        tracing.continued(Tracing.Kind.CONSUMER, "plan communication", traceparent)
                                .with(
                                        "messaging.destination.name",
                                        received.record().topic())
                                .with(
                                        "campaignflows.communication_id",
                                        plan.communicationId().toString())
                                .with(
                                        "campaignflows.participant_id",
                                        plan.participantId().toString()));
            }
        }
    }

    /** What the communication of each plan is to continue, by the id of the plan's message. */
    Map<UUID, String> traceparents() {
        Map<UUID, String> all = new HashMap<>();
        spans.forEach((id, span) -> {
            String traceparent = span.traceparent();
            if (traceparent != null) {
                all.put(id, traceparent);
            }
        });
        return all;
    }

    void stored() {
        spans.values().forEach(TraceSpan::end);
    }
}
