package campaignflows.communication.lifecycle;

import campaignflows.communication.run.RunRepository;
import campaignflows.platform.contracts.Envelope;
import campaignflows.platform.contracts.Topics;
import campaignflows.platform.contracts.message.ParticipantEvent;
import campaignflows.platform.database.Outbox;
import campaignflows.platform.database.Tx;
import campaignflows.platform.messaging.OutgoingMessage;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Lets communications make steps, many at once, in a constant number of statements: the steps, what was said, and the
 * events, stamped with the runs stored here, are one transaction. Each step takes effect and fires once (rule M1).
 */
@Singleton
public final class TransitionService {
    private final CommunicationRepository communications;
    private final RunRepository runs;
    private final Outbox outbox;

    public TransitionService(CommunicationRepository communications, RunRepository runs, Outbox outbox) {
        this.communications = communications;
        this.runs = runs;
        this.outbox = outbox;
    }

    /** Applies the changes of each communication in their order; those of unknown ones do nothing. */
    public List<StatusTransitions.Result> apply(Tx tx, List<StatusChange> changes) {
        if (changes.isEmpty()) {
            return List.of();
        }
        Map<UUID, List<StatusChange>> byCommunication = new LinkedHashMap<>();
        changes.forEach(change -> byCommunication
                .computeIfAbsent(change.communicationId(), id -> new ArrayList<>())
                .add(change));
        List<StatusTransitions.Result> results = communications.lock(tx, byCommunication.keySet()).stream()
                .map(communication -> StatusTransitions.apply(
                        communication, byCommunication.getOrDefault(communication.id(), List.of())))
                .filter(StatusTransitions.Result::changed)
                .toList();
        if (results.isEmpty()) {
            return results;
        }
        communications.save(tx, results);
        communications.addMessages(tx, results);
        fire(tx, results.stream().flatMap(result -> result.fired().stream()).toList());
        return results;
    }

    /** Writes the events of steps that were stored in this transaction, in order. */
    public void fire(Tx tx, Collection<StatusTransitions.Fired> steps) {
        if (steps.isEmpty()) {
            return;
        }
        Map<UUID, Integer> active = runs.activeForShare(
                tx,
                steps.stream()
                        .map(step -> step.communication().campaignId())
                        .distinct()
                        .toList());
        outbox.append(
                tx,
                steps.stream()
                        .flatMap(step -> CommunicationEvents.of(step, active).stream()
                                .map(event -> outgoing(step.communication().customerId(), event)))
                        .toList());
    }

    private static OutgoingMessage outgoing(UUID customerId, Envelope<ParticipantEvent> event) {
        return new OutgoingMessage(
                Topics.PARTICIPANT_EVENTS,
                customerId,
                CommunicationEvents.typeOf(event),
                ParticipantEvent.FAMILY.encode(event));
    }
}
