package campaignflows.communication.lifecycle;

import campaignflows.platform.contracts.Envelope;
import campaignflows.platform.contracts.Ids;
import campaignflows.platform.contracts.message.CommunicationEnded;
import campaignflows.platform.contracts.message.CommunicationUpdated;
import campaignflows.platform.contracts.message.ParticipantEvent;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The event that a step of a communication fires. Its id is derived from communication and status, since each status is
 * reached once. The chain of causes (rule W8) goes on only through a communication that ended without having started:
 * once a contact was made, what follows begins again.
 */
public final class CommunicationEvents {
    static final String SOURCE = "communication-service";

    private CommunicationEvents() {}

    /**
     * The event; empty if the step is a silent one, or the person was erased and is no participant any more.
     *
     * @param runs the active run of each campaign, as read in the transaction of the step
     */
    public static Optional<Envelope<ParticipantEvent>> of(StatusTransitions.Fired fired, Map<UUID, Integer> runs) {
        StatusChange change = fired.change();
        Communication now = fired.communication();
        if (change.silent() || now.erased()) {
            return Optional.empty();
        }
        @Nullable Integer run = runs.get(now.campaignId());
        @Nullable CommandCause cause = change.cause();
        ParticipantEvent event = now.status().isFinal()
                ? new CommunicationEnded(now.campaignId(), now.participantId(), now.customerId(), run, now.state())
                : new CommunicationUpdated(now.campaignId(), now.participantId(), now.customerId(), run, now.state());
        return Optional.of(new Envelope<>(
                Ids.derived(now.id(), "status", now.status()),
                SOURCE,
                now.tenantId(),
                now.participantId().toString(),
                change.at(),
                cause == null ? now.commandId() : cause.messageId(),
                depth(now, cause),
                event));
    }

    /** The type's name, for the header of the record. */
    public static String typeOf(Envelope<ParticipantEvent> event) {
        return ParticipantEvent.FAMILY.typeOf(event.data());
    }

    private static int depth(Communication now, @Nullable CommandCause cause) {
        if (now.hasStarted()) {
            return 0;
        }
        return 1 + (cause == null ? now.depth() : cause.depth());
    }
}
