package campaignflows.engine.simulation;

import campaignflows.engine.node.EffectObserver;
import campaignflows.engine.value.Property;
import campaignflows.platform.contracts.definition.FieldLevel;
import campaignflows.platform.contracts.message.CancelCommunications;
import campaignflows.platform.contracts.message.CommunicationCommand;
import campaignflows.platform.contracts.message.ParticipantRemoved;
import campaignflows.platform.contracts.message.PlanCommunication;
import campaignflows.platform.contracts.planning.DueTime;
import campaignflows.platform.contracts.planning.DueTimes;
import campaignflows.platform.contracts.simulation.SimulationResult.Canceled;
import campaignflows.platform.contracts.simulation.SimulationResult.Effect;
import campaignflows.platform.contracts.simulation.SimulationResult.Planned;
import campaignflows.platform.contracts.simulation.SimulationResult.Written;
import campaignflows.platform.contracts.walk.WalkProtocol.EmittedCommand;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What the nodes did for one event, in order. The commands themselves are those of the walk: they come in the order in which
 * the nodes were observed to emit them.
 */
final class EffectLog implements EffectObserver {

    private sealed interface Entry {
        /** A command, of a plan or a cancellation. */
        record Command() implements Entry {}

        record Value(Written written) implements Entry {}
    }

    private final List<Entry> entries = new ArrayList<>();

    void clear() {
        entries.clear();
    }

    @Override
    public void planned(UUID flowId, String nodeId) {
        entries.add(new Entry.Command());
    }

    @Override
    public void canceled(UUID flowId, String nodeId) {
        entries.add(new Entry.Command());
    }

    @Override
    public void written(
            UUID flowId,
            String nodeId,
            Property.Level level,
            String name,
            @Nullable String before,
            @Nullable String after) {
        FieldLevel of = level == Property.Level.CUSTOMER ? FieldLevel.CUSTOMER : FieldLevel.PARTICIPANT;
        entries.add(new Entry.Value(new Written(flowId, nodeId, of, name, before, after)));
    }

    /** All effects, with the commands that the walks of the event emitted. */
    List<Effect> with(List<EmittedCommand> commands) {
        Iterator<EmittedCommand> next = commands.iterator();
        List<Effect> effects = new ArrayList<>(entries.size());
        for (Entry entry : entries) {
            effects.add(
                    switch (entry) {
                        case Entry.Value(Written written) -> written;
                        case Entry.Command command -> effectOf(next.next().command());
                    });
        }
        return effects;
    }

    private static Effect effectOf(CommunicationCommand command) {
        return switch (command) {
            case PlanCommunication plan -> planned(plan);
            case CancelCommunications cancel -> new Canceled(cancel.flowId(), cancel.nodeId());
            case ParticipantRemoved removed ->
                throw new IllegalStateException("Expected a command of a flow, but it is a removal");
        };
    }

    private static Planned planned(PlanCommunication plan) {
        return switch (DueTimes.of(plan.schedule(), plan.createdAt())) {
            case DueTime.At at -> new Planned(plan.flowId(), plan.nodeId(), plan, at.instant(), null);
            case DueTime.Never never -> new Planned(plan.flowId(), plan.nodeId(), plan, null, never.reason());
        };
    }
}
