package campaignflows.engine.simulation;

import campaignflows.engine.simulation.Rehearsal.Played;
import campaignflows.engine.walk.BatchState;
import campaignflows.platform.contracts.communication.CommunicationState;
import campaignflows.platform.contracts.communication.CommunicationStatus;
import campaignflows.platform.contracts.definition.FieldLevel;
import campaignflows.platform.contracts.flow.NodeType;
import campaignflows.platform.contracts.message.PlanCommunication;
import campaignflows.platform.contracts.simulation.CastLine;
import campaignflows.platform.contracts.simulation.CommunicationTriggers;
import campaignflows.platform.contracts.simulation.Outlook;
import campaignflows.platform.contracts.simulation.Walkthrough.Effect;
import campaignflows.platform.contracts.simulation.Walkthrough.Planned;
import campaignflows.platform.contracts.simulation.Walkthrough.Written;
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
 * Walks one participant after the other and counts. Events that walks cause on the spot are walked too, as they would be:
 * Participant Updated after a change, Communication Ended of a communication that is Skipped at once. What contacts and
 * providers do later is not foreseen.
 *
 * <p>Holds counts, and of the participants that have gone only what walks gave their customers, since another
 * participant may be of the same customer.
 */
final class Forecaster {
    /** Of values that walks gave to customers, in characters; beyond it they are no longer carried on. */
    private static final long CARRIED_CHARACTERS = 16L << 20;

    /** An event that is to be walked. */
    private record Due(NodeType trigger, @Nullable CommunicationState communication, int depth) {}

    private final Rehearsal rehearsal;
    private final @Nullable NodeType trigger;
    private final OutlookBuilder outlook;
    private final Map<UUID, Map<String, Optional<String>>> customers = new HashMap<>();
    private long carried;

    /** @param trigger fires for whoever brings no triggers */
    Forecaster(Rehearsal rehearsal, @Nullable NodeType trigger) {
        this.rehearsal = rehearsal;
        this.trigger = trigger;
        this.outlook = new OutlookBuilder(rehearsal.zone());
    }

    void add(CastLine.Member member) {
        ParticipantSnapshot participant = member.participant();
        BatchState stage = rehearsal.stage(participant, customers.getOrDefault(participant.customerId(), Map.of()));
        outlook.participant();
        Queue<Due> due = new ArrayDeque<>(begin(member));
        while (!due.isEmpty()) {
            Due next = due.remove();
            Played played = rehearsal.play(next.trigger(), participant, next.communication(), next.depth(), stage);
            outlook.add(member, played, next.depth() > 0);
            due.addAll(caused(played, played.depth() + 1));
            carry(participant.customerId(), played.effects());
        }
    }

    Outlook end(CastLine.End end) {
        return outlook.build(end);
    }

    private List<Due> begin(CastLine.Member member) {
        List<NodeType> triggers = member.triggers().isEmpty() && trigger != null ? List.of(trigger) : member.triggers();
        CommunicationState last = member.participant().lastCommunication();
        return triggers.stream()
                .filter(rehearsal::begins)
                .flatMap(fired -> CommunicationTriggers.isOne(fired)
                        ? Optional.ofNullable(last)
                                .filter(state -> CommunicationTriggers.fires(fired, state.status()))
                                .map(state -> new Due(fired, state, 0))
                                .stream()
                        : Optional.of(new Due(fired, null, 0)).stream())
                .toList();
    }

    private List<Due> caused(Played played, int depth) {
        Queue<Due> caused = new ArrayDeque<>();
        if (played.updated() && rehearsal.begins(NodeType.PARTICIPANT_UPDATED)) {
            caused.add(new Due(NodeType.PARTICIPANT_UPDATED, null, depth));
        }
        if (rehearsal.begins(NodeType.COMMUNICATION_ENDED)) {
            for (Effect effect : played.effects()) {
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
