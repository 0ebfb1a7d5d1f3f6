package campaignflows.campaign.simulation;

import campaignflows.campaign.simulation.SimulationView.CommandType;
import campaignflows.platform.contracts.communication.CommunicationState;
import campaignflows.platform.contracts.flow.Flow;
import campaignflows.platform.contracts.flow.NodeType;
import campaignflows.platform.contracts.message.MessageContent;
import campaignflows.platform.contracts.simulation.EngineSimulationRequest;
import campaignflows.platform.contracts.simulation.HypotheticalParticipant;
import campaignflows.platform.contracts.simulation.SimulationResult;
import campaignflows.platform.contracts.simulation.SimulationResult.Canceled;
import campaignflows.platform.contracts.simulation.SimulationResult.Planned;
import campaignflows.platform.contracts.simulation.SimulationResult.Written;
import campaignflows.platform.contracts.simulation.SimulationSubjectLine;
import campaignflows.platform.contracts.walk.WalkOutcome;
import campaignflows.platform.contracts.walk.WalkProtocol.ParticipantSnapshot;
import campaignflows.platform.contracts.walk.WalkRecorded;
import campaignflows.platform.contracts.walk.WalkRecorded.Step;
import campaignflows.platform.values.ParseContext;
import campaignflows.platform.values.Zones;
import campaignflows.platform.web.problem.ProblemException;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Walks one flow for one participant without any effect (rule W6). */
@Singleton
class SimulationService {
    private final SimulationContextService contexts;
    private final SimulationSubjectsClient subjects;
    private final EngineClient engine;
    private final Clock clock;

    SimulationService(
            SimulationContextService contexts, SimulationSubjectsClient subjects, EngineClient engine, Clock clock) {
        this.contexts = contexts;
        this.subjects = subjects;
        this.engine = engine;
        this.clock = clock;
    }

    /**
     * The result of the simulation.
     *
     * @throws ProblemException 404 for an unknown campaign, flow or participant; 422 with what is wrong with the request
     */
    SimulationView simulate(UUID tenant, UUID campaignId, UUID flowId, SimulationRequest request) {
        SimulationContext context = contexts.of(tenant, campaignId, flowId);
        Flow flow = Objects.requireNonNull(context.chosen());
        context.requireTrigger(request.trigger());
        NodeType trigger = Objects.requireNonNull(request.trigger());
        Instant at = SimulationTime.orNow(request.at(), clock);
        String timezone = timezone(request.timezone());
        SimulationSubjectLine.Subject subject = subject(tenant, campaignId, request);
        ParticipantSnapshot participant = inZone(subject.participant(), timezone);
        CommunicationState last = participant.lastCommunication();
        if (request.lastCommunication() != null) {
            last = SimulatedCommunications.read(
                    request.lastCommunication(),
                    context.campaign().communicationResults(),
                    parsing(context, participant.timezone()),
                    at);
        }
        EngineSimulationRequest simulation = new EngineSimulationRequest(
                context.at(at), trigger, withLast(participant, last), SimulatedCommunications.firing(trigger, last));
        return view(context, flow, trigger, at, engine.walk(tenant, simulation), subject);
    }

    private SimulationSubjectLine.Subject subject(UUID tenant, UUID campaignId, SimulationRequest request) {
        UUID participantId = request.participantId();
        if (participantId != null && request.attributes() != null) {
            throw ProblemException.invalidField(
                    "attributes",
                    "Give either participant_id or attributes: attributes are of a participant that is made up");
        }
        if (participantId != null) {
            return subjects.participant(tenant, campaignId, participantId);
        }
        if (request.attributes() == null) {
            throw ProblemException.invalidField(
                    "participant_id",
                    "Say for whom: give participant_id, or attributes of a participant that is made up");
        }
        return subjects.hypothetical(
                tenant, campaignId, new HypotheticalParticipant(request.attributes(), request.timezone()));
    }

    private static @Nullable String timezone(@Nullable String given) {
        if (given == null || given.isBlank()) {
            return null;
        }
        try {
            return Zones.parse(given).getId();
        } catch (IllegalArgumentException e) {
            throw ProblemException.invalidField("timezone", String.valueOf(e.getMessage()));
        }
    }

    private static ParseContext parsing(SimulationContext context, @Nullable String timezone) {
        ParseContext parsing = context.inputs().parsing();
        return timezone == null
                ? parsing
                : Zones.find(timezone).map(parsing::withZone).orElse(parsing);
    }

    private static ParticipantSnapshot inZone(ParticipantSnapshot participant, @Nullable String timezone) {
        return timezone == null ? participant : with(participant, timezone, participant.lastCommunication());
    }

    private static ParticipantSnapshot withLast(ParticipantSnapshot participant, @Nullable CommunicationState last) {
        return with(participant, participant.timezone(), last);
    }

    private static ParticipantSnapshot with(
            ParticipantSnapshot participant, @Nullable String timezone, @Nullable CommunicationState last) {
        return new ParticipantSnapshot(
                participant.tenantId(),
                participant.campaignId(),
                participant.participantId(),
                participant.customerId(),
                participant.objectId(),
                timezone,
                participant.customer(),
                participant.participant(),
                last,
                participant.activeRun());
    }

    private static SimulationView view(
            SimulationContext context,
            Flow flow,
            NodeType trigger,
            Instant at,
            SimulationResult walked,
            SimulationSubjectLine.Subject subject) {
        List<SimulationView.PathItem> path = new ArrayList<>();
        String error = null;
        for (WalkRecorded walk : walked.walks()) {
            UUID walkedFlow = Objects.requireNonNullElse(walk.flowId(), flow.id());
            walk.steps().forEach(step -> path.add(item(walkedFlow, step, walk.outcome())));
            error = error == null ? walk.error() : error;
        }
        return new SimulationView(
                flow.id(),
                flow.revision(),
                trigger,
                at,
                walked.zone().getId(),
                error == null ? WalkOutcome.COMPLETED : WalkOutcome.FAILED,
                error,
                path,
                walked.effects().stream()
                        .map(effect -> command(context, effect, subject))
                        .toList(),
                fires(context, walked),
                context.findings());
    }

    private static SimulationView.PathItem item(UUID flowId, Step step, WalkOutcome outcome) {
        return new SimulationView.PathItem(
                flowId, step.nodeId(), step.port(), ended(step, outcome), step.operands(), step.message());
    }

    /** A walk that did not fail leaves its last node without a port if another flow continues. */
    private static SimulationView.@Nullable Ended ended(Step step, WalkOutcome outcome) {
        if (step.port() != null) {
            return null;
        }
        return outcome == WalkOutcome.FAILED ? SimulationView.Ended.FAILED : SimulationView.Ended.HANDED_OVER;
    }

    private static SimulationView.Command command(
            SimulationContext context, SimulationResult.Effect effect, SimulationSubjectLine.Subject subject) {
        return switch (effect) {
            case Planned planned -> plan(context, planned, subject);
            case Canceled(UUID flowId, String nodeId) ->
                new SimulationView.Cancel(CommandType.CANCEL_COMMUNICATIONS, flowId, nodeId);
            case Written written ->
                new SimulationView.Update(
                        CommandType.UPDATE_FIELD,
                        written.flowId(),
                        written.nodeId(),
                        SimulationContext.path(written.level(), written.name()),
                        context.publicForm(written.name(), written.before()),
                        context.publicForm(written.name(), written.after()));
        };
    }

    private static SimulationView.Plan plan(
            SimulationContext context, Planned planned, SimulationSubjectLine.Subject subject) {
        MessageContent content = planned.plan().content();
        return new SimulationView.Plan(
                CommandType.PLAN_COMMUNICATION,
                planned.flowId(),
                planned.nodeId(),
                planned.plan().name(),
                planned.plan().channel(),
                planned.plan().channelId(),
                planned.plan().agentId(),
                context.agentName(planned.plan().agentId()),
                planned.dueAt(),
                planned.skipped(),
                subject.reachable().contains(planned.plan().channel()),
                Map.copyOf(planned.plan().parameters()),
                content.subject(),
                content.body(),
                content.template());
    }

    private static List<SimulationView.Fires> fires(SimulationContext context, SimulationResult walked) {
        List<SimulationView.Fires> fires = new ArrayList<>();
        if (walked.updated()) {
            fires.add(fires(context, NodeType.PARTICIPANT_UPDATED));
        }
        if (walked.effects().stream()
                .anyMatch(effect -> effect instanceof Planned planned && planned.skipped() != null)) {
            fires.add(fires(context, NodeType.COMMUNICATION_ENDED));
        }
        return fires;
    }

    private static SimulationView.Fires fires(SimulationContext context, NodeType trigger) {
        return new SimulationView.Fires(
                trigger,
                context.campaign().flows().stream()
                        .filter(flow -> SimulationContext.triggersOf(flow).contains(trigger))
                        .map(flow -> new SimulationView.FlowName(flow.id(), flow.name()))
                        .toList());
    }
}
