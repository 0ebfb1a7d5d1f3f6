package campaignflows.platform.contracts.walk;

import campaignflows.platform.contracts.MessageFamily;
import campaignflows.platform.contracts.flow.NodeType;
import campaignflows.platform.contracts.flow.Port;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One walk, for the journal (rule W7), on the topic {@code flow-walks}. The envelope's id is derived from event and
 * flow, and from how often the event's walks entered the flow before.
 *
 * @param flowId         null if no flow was walked (an event of no run)
 * @param run            null if the event belongs to no run
 * @param durationMicros of the walk itself, without reading and committing
 * @param error          a sentence that says why it failed or was not walked
 */
public record WalkRecorded(
        UUID campaignId,
        UUID participantId,
        UUID customerId,
        @Nullable UUID flowId,
        @Nullable Integer flowRevision,
        @Nullable Integer run,
        Trigger trigger,
        Instant startedAt,
        long durationMicros,
        WalkOutcome outcome,
        List<Step> steps,
        List<Emitted> emitted,
        @Nullable String error)
        implements WalkMessage {
    /** Skips the other messages on the topic. */
    public static final MessageFamily<WalkRecorded> FAMILY =
            new MessageFamily<>(Map.of("WalkRecorded", WalkRecorded.class));

    public WalkRecorded {
        steps = List.copyOf(steps);
        emitted = List.copyOf(emitted);
    }

    /**
     * What started the walk.
     *
     * @param type       the event's type as written on the topic
     * @param nodeType   the trigger node; null if no flow was walked
     * @param fromWalkId the walk of the same event that handed the participant over, for From Another Flow only
     */
    public record Trigger(
            String type,
            @Nullable NodeType nodeType,
            UUID eventId,
            Instant at,
            @Nullable UUID fromWalkId) {
        /** The trigger of a walk that its event started. */
        public Trigger(String type, @Nullable NodeType nodeType, UUID eventId, Instant at) {
            this(type, nodeType, eventId, at, null);
        }
    }

    /**
     * One node of the path.
     *
     * @param port     the port that the walk left by; null if it ended there
     * @param operands the operands of a check as text, in order, as compared
     * @param message  what the node did, or the reason for the result of the check; no personal data beyond the operands
     */
    public record Step(
            String nodeId,
            @Nullable Port port,
            List<String> operands,
            @Nullable String message) {
        public Step {
            operands = List.copyOf(operands);
        }
    }

    /**
     * One way out of a node, or the end of the walk in it.
     *
     * @param port       null if the walk did not leave the node
     * @param nextNodeId null if no edge led on
     */
    public record Way(
            String nodeId, @Nullable Port port, @Nullable String nextNodeId) {}

    /** The ways of the path, one for each step: what entered a node equals what left it plus what ended there. */
    public List<Way> ways() {
        List<Way> ways = new ArrayList<>(steps.size());
        for (int i = 0; i < steps.size(); i++) {
            String next = i + 1 < steps.size() ? steps.get(i + 1).nodeId() : null;
            ways.add(new Way(steps.get(i).nodeId(), steps.get(i).port(), next));
        }
        return ways;
    }

    /** A command that the walk emitted: its type and its id (a communication's id, for a plan). */
    public record Emitted(String type, UUID id) {}

    /**
     * The same walk with its effects dropped by the commit. What it read is left out as well: a participant may be missing
     * because the person was erased.
     */
    public WalkRecorded dropped(String reason) {
        return new WalkRecorded(
                campaignId,
                participantId,
                customerId,
                flowId,
                flowRevision,
                run,
                trigger,
                startedAt,
                durationMicros,
                WalkOutcome.NOT_WALKED,
                List.of(),
                List.of(),
                reason);
    }
}
