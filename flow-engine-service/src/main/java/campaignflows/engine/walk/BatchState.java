package campaignflows.engine.walk;

import campaignflows.platform.contracts.walk.WalkProtocol.ParticipantSnapshot;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The participants of a batch, initially as in their snapshots and then as the walks of the batch change them. */
public final class BatchState {
    private final CurrentNode currentNode = new CurrentNode();
    private final Map<UUID, ParticipantState> participants = new HashMap<>();

    public BatchState(Collection<ParticipantSnapshot> snapshots) {
        this(snapshots, new RefusedUpdates());
    }

    /** @param refusals of earlier attempts at the same events */
    public BatchState(Collection<ParticipantSnapshot> snapshots, RefusedUpdates refusals) {
        Map<UUID, Map<String, String>> customers = new HashMap<>();
        for (ParticipantSnapshot snapshot : snapshots) {
            Map<String, String> customer = customers.computeIfAbsent(snapshot.customerId(), id -> new HashMap<>());
            customer.putAll(snapshot.customer());
            participants.put(snapshot.participantId(), new ParticipantState(snapshot, customer, refusals));
        }
    }

    /** The node that the batch is currently walking. */
    public CurrentNode currentNode() {
        return currentNode;
    }

    /** Null if the participant was removed. */
    @Nullable
    ParticipantState find(UUID participantId) {
        return participants.get(participantId);
    }

    /** Whether the participant is there and its campaign is in that run, as far as participant-service knows. */
    public boolean isInRun(UUID participantId, int run) {
        ParticipantState state = find(participantId);
        return state != null && state.isInRun(run);
    }
}
