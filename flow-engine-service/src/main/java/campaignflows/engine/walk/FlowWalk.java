package campaignflows.engine.walk;

import campaignflows.engine.graph.CompiledCampaign;
import campaignflows.engine.graph.CompiledFlow;
import campaignflows.engine.graph.GraphNode;
import campaignflows.engine.node.CommunicationPlan;
import campaignflows.engine.node.NodeResult;
import campaignflows.engine.node.NodeWalk;
import campaignflows.engine.value.CodeBudget;
import campaignflows.engine.value.Property;
import campaignflows.engine.value.TenantFormats;
import campaignflows.platform.contracts.Ids;
import campaignflows.platform.contracts.communication.CommunicationState;
import campaignflows.platform.contracts.communication.CommunicationStatus;
import campaignflows.platform.contracts.definition.FieldLevel;
import campaignflows.platform.contracts.flow.NodeType;
import campaignflows.platform.contracts.message.CancelCommunications;
import campaignflows.platform.contracts.message.CommunicationCommand;
import campaignflows.platform.contracts.message.IncomingSession;
import campaignflows.platform.contracts.message.ParticipantEvent;
import campaignflows.platform.contracts.message.PlanCommunication;
import campaignflows.platform.contracts.walk.WalkRecorded.Emitted;
import campaignflows.platform.contracts.walk.WalkRecorded.Step;
import campaignflows.platform.values.FieldValue;
import campaignflows.platform.values.WireName;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One walk of one flow: from the trigger along the ports by which nodes are left, until no edge continues or the participant is
 * handed over to another flow.
 */
final class FlowWalk implements NodeWalk {
    private static final String RESULT = "result";
    private static final String RESULT_AT = "result_at";

    private final CompiledFlow.Walkable flow;
    private final ParticipantEvent event;
    private final int run;
    private final @Nullable CommunicationState ofEvent;
    private final ParticipantState state;
    private final Effects effects;
    private final CompiledCampaign campaign;
    private final int entry;
    private final Instant now;
    private final ZoneId zone;
    private final List<Step> steps = new ArrayList<>();
    private final List<Emitted> emitted = new ArrayList<>();
    private @Nullable CompiledFlow next;

    /**
     * @param ofEvent the communication whose event started the walk; null if another event did
     * @param entry   how many walks of the event have entered the flow before
     */
    FlowWalk(
            CompiledFlow.Walkable flow,
            ParticipantEvent event,
            int run,
            @Nullable CommunicationState ofEvent,
            ParticipantState state,
            Effects effects,
            CompiledCampaign campaign,
            int entry,
            Instant now) {
        this.flow = flow;
        this.event = event;
        this.run = run;
        this.ofEvent = ofEvent;
        this.state = state;
        this.effects = effects;
        this.campaign = campaign;
        this.entry = entry;
        this.now = now;
        this.zone = Objects.requireNonNullElse(state.zone(), campaign.formats().timezone());
    }

    /** Walks, and returns why it failed, or null if it reached the end of its path. */
    @Nullable
    String walkFrom(GraphNode trigger) {
        GraphNode at = trigger;
        while (at != null) {
            if (steps.size() == flow.size()) {
                return "The flow goes in a circle";
            }
            effects.currentNode().at(event.campaignId(), flow.id(), at.id());
            NodeResult result = at.node().walk(this);
            if (effects.code().isSpent()) {
                return fail(at.id(), "The code run for one event takes too long: the walk ends here");
            }
            switch (result) {
                case NodeResult.Leaves leaves -> {
                    GraphNode next = at.after(leaves.port());
                    steps.add(new Step(at.id(), leaves.port(), leaves.operands(), leaves.message()));
                    at = next;
                }
                case NodeResult.HandsOver(UUID flowId) -> {
                    return handOver(at.id(), flowId);
                }
                case NodeResult.Fails(String message) -> {
                    return fail(at.id(), message);
                }
            }
        }
        return null;
    }

    private @Nullable String handOver(String nodeId, UUID flowId) {
        CompiledFlow target = campaign.flow(flowId);
        if (target == null) {
            return fail(nodeId, "The flow to go on with is not active");
        }
        if (!target.startsWith(NodeType.FROM_ANOTHER_FLOW)) {
            return fail(nodeId, "The flow %s has no From Another Flow to go on with".formatted(target.name()));
        }
        if (effects.isFull()) {
            return fail(nodeId, "The effects of one event are too many: the walk ends before the next flow");
        }
        steps.add(new Step(nodeId, null, List.of(), "Goes on in the flow " + target.name()));
        next = target;
        return null;
    }

    private String fail(String nodeId, String message) {
        steps.add(new Step(nodeId, null, List.of(), message));
        return message;
    }

    /** The flow that continues with the participant; null if the walk handed it over to none. */
    @Nullable
    CompiledFlow next() {
        return next;
    }

    List<Step> steps() {
        return steps;
    }

    List<Emitted> emitted() {
        return emitted;
    }

    @Override
    public @Nullable String text(Property.Level level, String name) {
        return state.text(level, name, ofEvent);
    }

    @Override
    public Instant now() {
        return now;
    }

    @Override
    public ZoneId zone() {
        return zone;
    }

    @Override
    public TenantFormats formats() {
        return campaign.formats();
    }

    @Override
    public CodeBudget code() {
        return effects.code();
    }

    @Override
    public @Nullable String occasion() {
        return event instanceof IncomingSession incoming
                ? "The contact came in on %s, session %s"
                        .formatted(WireName.of(incoming.channel()), incoming.sessionId())
                : null;
    }

    @Override
    public boolean reserve(long bytes) {
        return effects.reserve(bytes);
    }

    @Override
    public void plan(String nodeId, CommunicationPlan plan) {
        UUID communicationId = Ids.v7();
        Instant createdAt = state.nextCreatedAt(now);
        PlanCommunication command = new PlanCommunication(
                event.campaignId(),
                event.participantId(),
                event.customerId(),
                run,
                flow.id(),
                nodeId,
                communicationId,
                plan.name(),
                plan.channel(),
                plan.channelId(),
                plan.agentId(),
                createdAt,
                plan.schedule(),
                plan.parameters(),
                plan.content());
        effects.command(flow.id(), entry, nodeId, command);
        emitted.add(new Emitted(CommunicationCommand.FAMILY.typeOf(command), communicationId));
        state.planned(new CommunicationState(
                communicationId,
                plan.name(),
                CommunicationStatus.PLANNED,
                plan.channel(),
                plan.agentId(),
                Map.of(),
                createdAt));
    }

    @Override
    public void cancelPlanned(String nodeId) {
        CancelCommunications command = new CancelCommunications(
                event.campaignId(), event.participantId(), event.customerId(), run, flow.id(), nodeId);
        UUID id = effects.command(flow.id(), entry, nodeId, command);
        emitted.add(new Emitted(CommunicationCommand.FAMILY.typeOf(command), id));
    }

    @Override
    public @Nullable String write(Property target, @Nullable FieldValue value) {
        String text = value == null ? null : value.canonical();
        FieldLevel level = target.level() == Property.Level.CUSTOMER ? FieldLevel.CUSTOMER : FieldLevel.PARTICIPANT;
        String refusal = state.refusal(level, target.name(), text);
        if (refusal != null) {
            return refusal;
        }
        boolean changes = !Objects.equals(text, state.text(target.level(), target.name(), null));
        put(target.level(), level, target.name(), text);
        if (changes && level == FieldLevel.PARTICIPANT && target.name().equals(RESULT)) {
            put(target.level(), level, RESULT_AT, text == null ? null : now.toString());
        }
        return null;
    }

    private void put(Property.Level of, FieldLevel level, String name, @Nullable String text) {
        state.write(of, name, text);
        effects.update(level, name, text);
    }
}
