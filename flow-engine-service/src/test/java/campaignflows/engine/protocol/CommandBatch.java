package campaignflows.engine.protocol;

import campaignflows.platform.contracts.Envelope;
import campaignflows.platform.contracts.communication.CommunicationStatus;
import campaignflows.platform.contracts.message.CancelCommunications;
import campaignflows.platform.contracts.message.CommunicationCommand;
import campaignflows.platform.contracts.message.ParticipantRemoved;
import campaignflows.platform.contracts.message.PlanCommunication;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What a batch of commands comes to, on rows that are held; each sees what those before it in the batch did. */
final class CommandBatch {

    /** A communication that is canceled, and how deep in the chain of causes. */
    record Canceled(StoredCommunication communication, int depth) {}

    private final Map<UUID, StoredCommunication> stored;
    private final Set<UUID> removed;
    private final Function<Envelope<?>, UUID> guard;
    private final Map<UUID, StoredCommunication> planned = new LinkedHashMap<>();
    private final Set<UUID> nowRemoved = new HashSet<>();
    private final Set<StoredCommunication> ended = new HashSet<>();
    private final List<Canceled> canceled = new ArrayList<>();

    /** @param guard what is unique about a plan */
    CommandBatch(Map<UUID, StoredCommunication> stored, Set<UUID> removed, Function<Envelope<?>, UUID> guard) {
        this.stored = stored;
        this.removed = removed;
        this.guard = guard;
    }

    void add(Envelope<CommunicationCommand> command) {
        switch (command.data()) {
            case PlanCommunication plan -> {
                UUID id = guard.apply(command);
                boolean unwanted = removed.contains(plan.participantId()) || nowRemoved.contains(plan.participantId());
                if (!unwanted && !stored.containsKey(id)) {
                    planned.putIfAbsent(id, new StoredCommunication(plan, command.depth()));
                }
            }
            case CancelCommunications cancel -> withdraw(cancel.participantId(), command);
            case ParticipantRemoved gone -> {
                nowRemoved.add(gone.participantId());
                withdraw(gone.participantId(), null);
            }
        }
    }

    private void withdraw(UUID participant, @Nullable Envelope<CommunicationCommand> loud) {
        List<StoredCommunication> all = new ArrayList<>(stored.values());
        all.addAll(planned.values());
        for (StoredCommunication each : all) {
            if (each.plan().participantId().equals(participant)
                    && each.isPlanned()
                    && ended.add(each)
                    && loud != null) {
                canceled.add(new Canceled(each, loud.depth() + 1));
            }
        }
    }

    /** Those whose end is an event, in order. */
    List<Canceled> canceled() {
        return canceled;
    }

    void store() {
        stored.putAll(planned);
        removed.addAll(nowRemoved);
        ended.forEach(each -> each.become(CommunicationStatus.CANCELED));
    }
}
