package campaignflows.engine.simulation;

import campaignflows.engine.graph.CampaignCompiler;
import campaignflows.engine.graph.CompiledCampaign;
import campaignflows.engine.graph.CompiledFlow;
import campaignflows.engine.value.TenantForms;
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
import campaignflows.platform.contracts.simulation.Scene;
import campaignflows.platform.contracts.simulation.Walkthrough.Effect;
import campaignflows.platform.contracts.simulation.Walkthrough.Written;
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
 * A campaign that is walked without effect: compiled once, its clock standing at the scene's moment. What its walks do is
 * kept by the caller's {@link BatchState} and nowhere else. Used by one thread.
 */
final class Rehearsal {
    private static final String SOURCE = "simulation";
    /** Of all participants together. */
    private static final Duration SLOW_CODE = Duration.ofSeconds(3);

    /** Values belong together by level and name. */
    private record Field(Object level, String name) {}

    private final Scene scene;
    private final EffectLog log = new EffectLog();
    private final CompiledCampaign campaign;
    private final EventWalker walker;
    private final int run;

    Rehearsal(Scene scene, TenantForms forms) {
        this.scene = scene;
        this.campaign = CampaignCompiler.compileDrafts(scene.campaign(), forms, log);
        this.walker = new EventWalker(Clock.fixed(scene.at(), ZoneOffset.UTC), System::nanoTime, SLOW_CODE);
        this.run = Math.max(1, scene.campaign().run());
    }

    /**
     * What came of one event.
     *
     * @param updated whether a value is another one in the end: then Participant Updated fires
     * @param depth   how long the causal chain has become; what is caused has one more
     */
    record Played(List<WalkRecorded> walks, List<Effect> effects, boolean updated, int depth) {}

    ZoneId zone() {
        return campaign.forms().timezone();
    }

    /** The participants as they are before the walks, in a campaign that runs. */
    BatchState stage(ParticipantSnapshot participant, Map<String, Optional<String>> customerChanges) {
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

    /** At the scene's moment the last communication is an earlier one, whenever it was really made. */
    private @Nullable CommunicationState before(@Nullable CommunicationState last) {
        return last == null || last.createdAt().isBefore(scene.at())
                ? last
                : new CommunicationState(
                        last.communicationId(),
                        last.name(),
                        last.status(),
                        last.channel(),
                        last.agentId(),
                        last.results(),
                        scene.at().minus(1, ChronoUnit.MICROS));
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
    Played play(
            NodeType trigger,
            ParticipantSnapshot participant,
            @Nullable CommunicationState communication,
            int depth,
            BatchState stage) {
        log.clear();
        CommunicationState state = before(communication);
        Envelope<ParticipantEvent> event = new Envelope<>(
                Ids.v7(),
                SOURCE,
                campaign.tenantId(),
                participant.participantId().toString(),
                scene.at(),
                null,
                depth,
                event(participant, state));
        EventEffects effects =
                walker.walkAs(trigger, event, stage, campaign, this::isChosen).effects();
        List<WalkRecorded> walks =
                effects.walks().stream().map(emitted -> emitted.walk()).toList();
        List<Effect> done = log.with(effects.commands());
        return new Played(walks, done, isUpdated(done), effects.depth());
    }

    private boolean isChosen(CompiledFlow flow) {
        return scene.flowId() == null || scene.flowId().equals(flow.id());
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

    /** As the commit decides it: over all walks of the event, what it was before against what it is in the end. */
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
