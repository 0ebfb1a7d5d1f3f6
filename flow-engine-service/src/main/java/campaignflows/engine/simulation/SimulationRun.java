package campaignflows.engine.simulation;

import campaignflows.engine.graph.CampaignCompiler;
import campaignflows.engine.graph.CompiledCampaign;
import campaignflows.engine.graph.CompiledFlow;
import campaignflows.engine.value.TenantFormats;
import campaignflows.engine.walk.BatchState;
import campaignflows.engine.walk.EventWalker;
import campaignflows.platform.contracts.Envelope;
import campaignflows.platform.contracts.Ids;
import campaignflows.platform.contracts.communication.CommunicationState;
import campaignflows.platform.contracts.flow.NodeType;
import campaignflows.platform.contracts.message.CommunicationEnded;
import campaignflows.platform.contracts.message.CommunicationUpdated;
import campaignflows.platform.contracts.message.ParticipantEvent;
import campaignflows.platform.contracts.message.ParticipantUpdated;
import campaignflows.platform.contracts.simulation.SimulationResult.Effect;
import campaignflows.platform.contracts.simulation.SimulationResult.Written;
import campaignflows.platform.contracts.simulation.SimulationScope;
import campaignflows.platform.contracts.walk.WalkProtocol.EventEffects;
import campaignflows.platform.contracts.walk.WalkProtocol.ParticipantSnapshot;
import campaignflows.platform.contracts.walk.WalkRecorded;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A campaign that is walked without effect: compiled once, with a clock that stands at the simulation's moment. What its
 * walks do is kept in the caller's {@link BatchState} and nowhere else. Used by one thread.
 */
final class SimulationRun {
    private static final String SOURCE = "simulation";
    /** Of all participants together. */
    private static final Duration SLOW_CODE = Duration.ofSeconds(3);

    /** Values belong together by level and name. */
    private record Field(Object level, String name) {}

    private final SimulationScope scope;
    private final EffectLog log = new EffectLog();
    private final CompiledCampaign campaign;
    private final EventWalker walker;
    private final int run;

    SimulationRun(SimulationScope scope, TenantFormats formats) {
        this.scope = scope;
        this.campaign = CampaignCompiler.compileDrafts(scope.campaign(), formats, log);
        this.walker = new EventWalker(Clock.fixed(scope.at(), ZoneOffset.UTC), System::nanoTime, SLOW_CODE);
        this.run = Math.max(1, scope.campaign().run());
    }

    /**
     * The effects of one event.
     *
     * @param updated whether a value differs in the end: then Participant Updated fires
     * @param depth   how long the causal chain has become; what the event causes is one deeper
     */
    record EventResult(List<WalkRecorded> walks, List<Effect> effects, boolean updated, int depth) {}

    ZoneId zone() {
        return campaign.formats().timezone();
    }

    /** The participant as it is before the walks, in a running campaign. */
    BatchState state(ParticipantSnapshot participant, Map<String, Optional<String>> customerChanges) {
        Map<String, String> customer = new HashMap<>(participant.customer());
        customerChanges.forEach(
                (name, value) -> value.ifPresentOrElse(text -> customer.put(name, text), () -> customer.remove(name)));
        return new BatchState(List.of(new ParticipantSnapshot(
                campaign.tenantId(),
                campaign.campaignId(),
                participant.participantId(),
                participant.customerId(),
                participant.objectId(),
                participant.timezone(),
                customer,
                participant.participant(),
                before(participant.lastCommunication()),
                run)));
    }

    /** At the simulation's moment the last communication is an earlier one, whenever it was really made. */
    private @Nullable CommunicationState before(@Nullable CommunicationState last) {
        return last == null || last.createdAt().isBefore(scope.at())
                ? last
                : new CommunicationState(
                        last.communicationId(),
                        last.name(),
                        last.status(),
                        last.channel(),
                        last.agentId(),
                        last.results(),
                        scope.at().minus(1, ChronoUnit.MICROS));
    }

    /** Whether a flow would begin. */
    boolean begins(NodeType trigger) {
        return campaign.flows().stream().anyMatch(flow -> flow.startsWith(trigger) && isChosen(flow));
    }

    /**
     * Walks all flows that the trigger begins.
     *
     * @param communication whose event it is; null for an event of another kind
     * @param depth         of the event
     */
    EventResult walk(
            NodeType trigger,
            ParticipantSnapshot participant,
            @Nullable CommunicationState communication,
            int depth,
            BatchState state) {
        log.clear();
        Envelope<ParticipantEvent> event = new Envelope<>(
                Ids.v7(),
                SOURCE,
                campaign.tenantId(),
                participant.participantId().toString(),
                scope.at(),
                null,
                depth,
                event(participant, before(communication)));
        EventEffects effects = walker.walkForTrigger(trigger, event, state, campaign, this::isChosen)
                .effects();
        List<WalkRecorded> walks =
                effects.walks().stream().map(emitted -> emitted.walk()).toList();
        List<Effect> done = log.with(effects.commands());
        return new EventResult(walks, done, isUpdated(done), effects.depth());
    }

    private boolean isChosen(CompiledFlow flow) {
        return scope.flowId() == null || scope.flowId().equals(flow.id());
    }

    private ParticipantEvent event(ParticipantSnapshot participant, @Nullable CommunicationState communication) {
        if (communication == null) {
            return new ParticipantUpdated(
                    campaign.campaignId(), participant.participantId(), participant.customerId(), run);
        }
        return communication.status().isFinal()
                ? new CommunicationEnded(
                        campaign.campaignId(),
                        participant.participantId(),
                        participant.customerId(),
                        run,
                        communication)
                : new CommunicationUpdated(
                        campaign.campaignId(),
                        participant.participantId(),
                        participant.customerId(),
                        run,
                        communication);
    }

    /** Decided as the commit does: over all walks of the event, the first value before against the last value after. */
    private static boolean isUpdated(List<Effect> effects) {
        Map<Field, Optional<String>> before = new HashMap<>();
        Map<Field, Optional<String>> after = new HashMap<>();
        for (Effect effect : effects) {
            if (effect instanceof Written written) {
                Field field = new Field(written.level(), written.name());
                before.putIfAbsent(field, Optional.ofNullable(written.before()));
                after.put(field, Optional.ofNullable(written.after()));
            }
        }
        return before.entrySet().stream().anyMatch(each -> !Objects.equals(each.getValue(), after.get(each.getKey())));
    }
}
