package campaignflows.engine.simulation;

import campaignflows.engine.simulation.SimulationRun.EventResult;
import campaignflows.engine.walk.BatchState;
import campaignflows.platform.contracts.communication.CommunicationState;
import campaignflows.platform.contracts.communication.CommunicationStatus;
import campaignflows.platform.contracts.definition.FieldLevel;
import campaignflows.platform.contracts.flow.NodeType;
import campaignflows.platform.contracts.message.PlanCommunication;
import campaignflows.platform.contracts.simulation.CommunicationTriggers;
import campaignflows.platform.contracts.simulation.ForecastResult;
import campaignflows.platform.contracts.simulation.SimulationResult.Effect;
import campaignflows.platform.contracts.simulation.SimulationResult.Planned;
import campaignflows.platform.contracts.simulation.SimulationResult.Written;
import campaignflows.platform.contracts.simulation.SimulationSubjectLine;
import campaignflows.platform.contracts.walk.WalkProtocol.ParticipantSnapshot;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Walks one participant after another and counts. Events that walks cause immediately are walked too, as they would be:
 * Participant Updated after a change, Communication Ended of a communication that is Skipped at once. What contacts and
 * providers do later is not predicted.
 *
 * <p>Holds counts; of the participants that are done it keeps only what walks wrote to their customers, since another
 * participant may belong to the same customer.
 */
final class Forecaster {
    /** Of values that walks wrote to customers, in characters; beyond it they are no longer carried over. */
    private static final long CARRIED_CHARACTERS = 16L << 20;

    /** An event that is to be walked. */
    private record Due(NodeType trigger, @Nullable CommunicationState communication, int depth) {}

    private final SimulationRun run;
    private final @Nullable NodeType trigger;
    private final ForecastResultBuilder totals;
    private final Map<UUID, Map<String, Optional<String>>> customers = new HashMap<>();
    private long carried;

    /** @param trigger fires for subjects without triggers */
    Forecaster(SimulationRun run, @Nullable NodeType trigger) {
        this.run = run;
        this.trigger = trigger;
        this.totals = new ForecastResultBuilder(run.zone());
    }

    void add(SimulationSubjectLine.Subject subject) {
        ParticipantSnapshot participant = subject.participant();
        BatchState state = run.state(participant, customers.getOrDefault(participant.customerId(), Map.of()));
        totals.participant();
        Queue<Due> due = new ArrayDeque<>(begin(subject));
        while (!due.isEmpty()) {
            Due next = due.remove();
            EventResult result = run.walk(next.trigger(), participant, next.communication(), next.depth(), state);
            totals.add(subject, result, next.depth() > 0);
            due.addAll(caused(result, result.depth() + 1));
            carry(participant.customerId(), result.effects());
        }
    }

    ForecastResult end(SimulationSubjectLine.End end) {
        return totals.build(end);
    }

    private List<Due> begin(SimulationSubjectLine.Subject subject) {
        List<NodeType> triggers =
                subject.triggers().isEmpty() && trigger != null ? List.of(trigger) : subject.triggers();
        CommunicationState last = subject.participant().lastCommunication();
        return triggers.stream()
                .filter(run::begins)
                .flatMap(fired -> CommunicationTriggers.isOne(fired)
                        ? Optional.ofNullable(last)
                                .filter(state -> CommunicationTriggers.fires(fired, state.status()))
                                .map(state -> new Due(fired, state, 0))
                                .stream()
                        : Optional.of(new Due(fired, null, 0)).stream())
                .toList();
    }

    private List<Due> caused(EventResult result, int depth) {
        Queue<Due> caused = new ArrayDeque<>();
        if (result.updated() && run.begins(NodeType.PARTICIPANT_UPDATED)) {
            caused.add(new Due(NodeType.PARTICIPANT_UPDATED, null, depth));
        }
        if (run.begins(NodeType.COMMUNICATION_ENDED)) {
            for (Effect effect : result.effects()) {
                if (effect instanceof Planned planned && planned.skipped() != null) {
                    caused.add(new Due(NodeType.COMMUNICATION_ENDED, skipped(planned.plan()), depth));
                }
            }
        }
        return List.copyOf(caused);
    }

    private static CommunicationState skipped(PlanCommunication plan) {
        return new CommunicationState(
                plan.communicationId(),
                plan.name(),
                CommunicationStatus.SKIPPED,
                plan.channel(),
                plan.agentId(),
                Map.of(),
                plan.createdAt());
    }

    private void carry(UUID customerId, List<Effect> effects) {
        for (Effect effect : effects) {
            if (effect instanceof Written written
                    && written.level() == FieldLevel.CUSTOMER
                    && !Objects.equals(written.before(), written.after())
                    && carried < CARRIED_CHARACTERS) {
                carried += written.name().length()
                        + (written.after() == null ? 0 : written.after().length());
                customers
                        .computeIfAbsent(customerId, any -> new HashMap<>())
                        .put(written.name(), Optional.ofNullable(written.after()));
            }
        }
    }
}
