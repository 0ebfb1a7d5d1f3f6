package campaignflows.engine.walk;

import campaignflows.engine.node.NodeWalk;
import campaignflows.platform.contracts.Envelope;
import campaignflows.platform.contracts.Ids;
import campaignflows.platform.contracts.communication.CommunicationState;
import campaignflows.platform.contracts.definition.FieldLevel;
import campaignflows.platform.contracts.message.CommunicationCommand;
import campaignflows.platform.contracts.message.ParticipantEvent;
import campaignflows.platform.contracts.walk.WalkProtocol.EmittedCommand;
import campaignflows.platform.contracts.walk.WalkProtocol.EmittedWalk;
import campaignflows.platform.contracts.walk.WalkProtocol.EventEffects;
import campaignflows.platform.contracts.walk.WalkProtocol.FieldUpdate;
import campaignflows.platform.contracts.walk.WalkRecorded;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Collects the effects of one event's walks, and their size. */
final class Effects {
    private static final String ENTRY = "entry";
    private static final int COMMAND_BYTES = 600;
    private static final int WALK_BYTES = 400;
    private static final int STEP_BYTES = 150;

    private final Envelope<ParticipantEvent> event;
    private final CurrentNode currentNode;
    private final EventCodeBudget code;
    private final List<FieldUpdate> updates = new ArrayList<>();
    private final List<EmittedCommand> commands = new ArrayList<>();
    private final List<EmittedWalk> walks = new ArrayList<>();
    private int depth;
    private long textBytes;
    private long bytes;

    Effects(Envelope<ParticipantEvent> event, CampaignCodeBudgets codeBudgets, CurrentNode currentNode) {
        this.currentNode = currentNode;
        this.event = event;
        this.code = new EventCodeBudget(codeBudgets, event.data().campaignId());
        this.depth = event.depth();
    }

    CurrentNode currentNode() {
        return currentNode;
    }

    EventCodeBudget code() {
        return code;
    }

    /** How many of the event's walks have entered the flow so far; their number makes derived ids distinct. */
    int entries(UUID flowId) {
        int entries = 0;
        for (EmittedWalk walk : walks) {
            if (flowId.equals(walk.walk().flowId())) {
                entries++;
            }
        }
        return entries;
    }

    /** A walk of this depth was started: what the event causes is deeper than the deepest of its walks. */
    void deepen(int depthOfWalk) {
        depth = Math.max(depth, depthOfWalk);
    }

    /** Whether the effects of the event's walks are so large that no further walk may start. */
    boolean isFull() {
        return textBytes + bytes > NodeWalk.MAX_EVENT_BYTES;
    }

    boolean reserve(long more) {
        if (textBytes + more > NodeWalk.MAX_EVENT_BYTES) {
            return false;
        }
        textBytes += more;
        return true;
    }

    void update(FieldLevel level, String name, @Nullable String text) {
        updates.add(new FieldUpdate(level, name, text));
    }

    /**
     * Emits a command of a flow's node.
     *
     * @param entry of the walk into the flow
     * @return the id of its message
     */
    UUID command(UUID flowId, int entry, String nodeId, CommunicationCommand command) {
        UUID id = entry == 0
                ? Ids.derived(event.id(), flowId, nodeId)
                : Ids.derived(event.id(), flowId, nodeId, ENTRY, entry);
        commands.add(new EmittedCommand(id, command));
        bytes += COMMAND_BYTES;
        return id;
    }

    /**
     * Records a walk; without a flow it is the record that nothing was walked.
     *
     * @return the id of its message
     */
    UUID record(WalkRecorded walk) {
        UUID id = idOf(walk.flowId());
        walks.add(new EmittedWalk(id, walk));
        bytes += WALK_BYTES;
        for (WalkRecorded.Step step : walk.steps()) {
            bytes += STEP_BYTES;
            for (String operand : step.operands()) {
                bytes += operand.length();
            }
        }
        return id;
    }

    private UUID idOf(@Nullable UUID flowId) {
        if (flowId == null) {
            return Ids.derived(event.id(), "not-walked");
        }
        int entry = entries(flowId);
        return entry == 0 ? Ids.derived(event.id(), flowId) : Ids.derived(event.id(), flowId, ENTRY, entry);
    }

    boolean isEmpty() {
        return updates.isEmpty() && commands.isEmpty() && walks.isEmpty();
    }

    /** @param state of the participant that was walked; null if it no longer exists */
    SizedEffects toWalked(@Nullable CommunicationState communication, @Nullable ParticipantState state) {
        ParticipantEvent data = event.data();
        EventEffects effects = new EventEffects(
                event.id(),
                event.tenant(),
                data.campaignId(),
                data.participantId(),
                data.customerId(),
                depth,
                data.run(),
                communication,
                updates,
                commands,
                walks,
                state == null ? null : state.versionsFor(updates));
        return new SizedEffects(effects, textBytes + bytes);
    }
}
