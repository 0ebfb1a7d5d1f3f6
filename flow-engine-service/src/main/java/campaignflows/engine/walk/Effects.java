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

/** Collects what one event's walks do, and how much that is. */
final class Effects {
    private static final int COMMAND_BYTES = 600;
    private static final int WALK_BYTES = 400;
    private static final int STEP_BYTES = 150;

    private final Envelope<ParticipantEvent> event;
    private final List<FieldUpdate> updates = new ArrayList<>();
    private final List<EmittedCommand> commands = new ArrayList<>();
    private final List<EmittedWalk> walks = new ArrayList<>();
    private long said;
    private long bytes;

    Effects(Envelope<ParticipantEvent> event) {
        this.event = event;
    }

    boolean reserve(long more) {
        if (said + more > NodeWalk.MAX_EVENT_BYTES) {
            return false;
        }
        said += more;
        return true;
    }

    void update(FieldLevel level, String name, @Nullable String text) {
        updates.add(new FieldUpdate(level, name, text));
    }

    /** Emits a command of a flow's node and answers the id of its message. */
    UUID command(UUID flowId, String nodeId, CommunicationCommand command) {
        UUID id = Ids.derived(event.id(), flowId, nodeId);
        commands.add(new EmittedCommand(id, command));
        bytes += COMMAND_BYTES;
        return id;
    }

    /** Records a walk; without a flow it is the record that nothing was walked. */
    void record(WalkRecorded walk) {
        UUID id =
                walk.flowId() == null ? Ids.derived(event.id(), "not-walked") : Ids.derived(event.id(), walk.flowId());
        walks.add(new EmittedWalk(id, walk));
        bytes += WALK_BYTES;
        for (WalkRecorded.Step step : walk.steps()) {
            bytes += STEP_BYTES
                    + step.operands().stream().mapToInt(String::length).sum();
        }
    }

    boolean isEmpty() {
        return updates.isEmpty() && commands.isEmpty() && walks.isEmpty();
    }

    Walked toWalked(@Nullable CommunicationState communication) {
        ParticipantEvent data = event.data();
        EventEffects effects = new EventEffects(
                event.id(),
                event.tenant(),
                data.campaignId(),
                data.participantId(),
                data.customerId(),
                event.depth(),
                data.run(),
                communication,
                updates,
                commands,
                walks);
        return new Walked(effects, said + bytes);
    }
}
