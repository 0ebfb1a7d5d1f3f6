package campaignflows.communication.lifecycle;

import campaignflows.platform.contracts.communication.CommunicationStatus;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A step that a communication is to make. It is made if the status allows it at that moment (rule M1), else it is late or
 * repeated and changes nothing.
 *
 * @param reason  for people; null keeps the present one, but for the reason why it was waiting
 * @param results canonical texts by name, added to those that are there
 * @param dueAt   when the communication wants attention again; null for never
 * @param said    messages that came with it
 * @param cause   the command that asked for it; null if it was not asked for by one
 * @param silent  whether it fires no event: a removed participant has no flows any more
 */
public record StatusChange(
        UUID communicationId,
        CommunicationStatus to,
        Instant at,
        @Nullable String reason,
        Map<String, String> results,
        @Nullable Instant dueAt,
        List<Message> said,
        @Nullable CommandCause cause,
        boolean silent) {
    public StatusChange {
        results = Map.copyOf(results);
        said = List.copyOf(said);
        if (silent && !to.isFinal()) {
            throw new IllegalArgumentException("Expected only an end to be silent, but it is " + to);
        }
    }

    /** The same step without anything personal, for a person who was erased meanwhile. */
    StatusChange withoutPersonalData() {
        return new StatusChange(communicationId, to, at, null, Map.of(), dueAt, List.of(), cause, silent);
    }

    /** A step of a conversation. */
    public static StatusChange step(UUID communicationId, CommunicationStatus to, Instant at, @Nullable Instant dueAt) {
        return new StatusChange(communicationId, to, at, null, Map.of(), dueAt, List.of(), null, false);
    }

    /** The same step with something to say about it; null says nothing. */
    public StatusChange withReason(@Nullable String text) {
        return new StatusChange(communicationId, to, at, text, results, dueAt, said, cause, silent);
    }

    /** An end, with the reason. */
    public static StatusChange end(UUID communicationId, CommunicationStatus to, Instant at, @Nullable String reason) {
        return new StatusChange(communicationId, to, at, reason, Map.of(), null, List.of(), null, false);
    }

    /** An end by a command. */
    public static StatusChange canceled(UUID communicationId, Instant at, CommandCause cause) {
        return new StatusChange(
                communicationId,
                CommunicationStatus.CANCELED,
                at,
                Reasons.CANCELED,
                Map.of(),
                null,
                List.of(),
                cause,
                false);
    }

    /** The end of what was planned for a participant that is no longer there. */
    public static StatusChange removed(UUID communicationId, Instant at) {
        return new StatusChange(
                communicationId,
                CommunicationStatus.CANCELED,
                at,
                Reasons.PARTICIPANT_REMOVED,
                Map.of(),
                null,
                List.of(),
                null,
                true);
    }
}
