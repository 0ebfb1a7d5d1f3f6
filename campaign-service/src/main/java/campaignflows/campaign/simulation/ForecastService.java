package campaignflows.campaign.simulation;

import campaignflows.platform.contracts.flow.Flow;
import campaignflows.platform.contracts.flow.NodeType;
import campaignflows.platform.contracts.simulation.CommunicationTriggers;
import campaignflows.platform.contracts.simulation.EngineForecastRequest;
import campaignflows.platform.contracts.simulation.ForecastResult;
import campaignflows.platform.contracts.simulation.SimulationSubjectLine;
import campaignflows.platform.web.client.ServiceUnavailableException;
import campaignflows.platform.web.problem.ErrorCode;
import campaignflows.platform.web.problem.ProblemException;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Walks flows for many participants without any effect, and counts (rule W6). Participants are streamed from
 * participant-service through this service into the engine, so that nothing holds them all, with one deadline overall.
 */
@Singleton
class ForecastService {
    private static final int PATIENCE_SECONDS = 10;

    private final SimulationContextService contexts;
    private final SimulationSubjectsClient subjects;
    private final EngineClient engine;
    private final SimulationConfig config;
    private final Semaphore slots;
    private final Clock clock;

    ForecastService(
            SimulationContextService contexts,
            SimulationSubjectsClient subjects,
            EngineClient engine,
            SimulationConfig config,
            Clock clock) {
        this.contexts = contexts;
        this.subjects = subjects;
        this.engine = engine;
        this.config = config;
        this.slots = new Semaphore(config.atOnce(), true);
        this.clock = clock;
    }

    /**
     * For the campaign's first participants.
     *
     * @throws ProblemException 404, 413, 422 with what is wrong with the request, 503 if there are too many forecasts, 504
     *     after the deadline
     */
    ForecastView ofParticipants(UUID tenant, UUID campaignId, ForecastRequest request) {
        int participants = participants(request.participants());
        SimulationContext context = contexts.of(tenant, campaignId, request.flowId());
        NodeType trigger = trigger(context, request.trigger());
        context.requireTrigger(trigger);
        if (trigger == NodeType.FROM_ANOTHER_FLOW && context.chosen() == null) {
            throw ProblemException.invalidField("flow_id", "This trigger begins one flow: name it");
        }
        Instant at = SimulationTime.orNow(request.at(), clock);
        ForecastResult result = walk(
                tenant,
                new EngineForecastRequest(context.at(at), trigger),
                timeout -> subjects.first(tenant, campaignId, participants, timeout));
        return ForecastViews.of(context, at, trigger, result);
    }

    /**
     * For the rows of a file, as if it were imported now. It is not stored.
     *
     * @throws ProblemException as for participants; 422 also for a file that could not be imported
     */
    ForecastView ofFile(
            UUID tenant, UUID campaignId, @Nullable UUID flowId, Optional<Instant> moment, InputStream file) {
        SimulationContext context = contexts.of(tenant, campaignId, flowId);
        if (context.beginning(NodeType.PARTICIPANT_CREATED).isEmpty()
                && context.beginning(NodeType.PARTICIPANT_UPDATED).isEmpty()) {
            throw ProblemException.invalid(
                    flowId == null
                            ? "No active flow has a trigger that a file fires, Participant Created or Participant Updated: activate one, or name a flow by flow_id"
                            : "The flow has no trigger that a file fires: Participant Created or Participant Updated");
        }
        Instant at = SimulationTime.orNow(moment.orElse(null), clock);
        SizeLimitedFile measured = new SizeLimitedFile(file, config.maxFileBytes());
        try {
            ForecastResult result = walk(
                    tenant,
                    new EngineForecastRequest(context.at(at), null),
                    timeout -> subjects.ofFile(tenant, campaignId, measured, timeout));
            return ForecastViews.of(context, at, null, result);
        } catch (ServiceUnavailableException e) {
            throw measured.isTooLarge() ? fileTooLarge() : e;
        }
    }

    ProblemException fileTooLarge() {
        return ProblemException.tooLarge(
                "The file may have at most %,d bytes: send a sample of its rows".formatted(config.maxFileBytes()));
    }

    long maxFileBytes() {
        return config.maxFileBytes();
    }

    private ForecastResult walk(UUID tenant, EngineForecastRequest request, Function<Duration, InputStream> source) {
        enter();
        long deadline = System.nanoTime() + config.deadline().toNanos();
        try (InputStream lines = source.apply(config.deadline())) {
            Duration left = Duration.ofNanos(Math.max(1, deadline - System.nanoTime()));
            return engine.forecast(tenant, request, lines, left);
        } catch (ServiceUnavailableException e) {
            throw System.nanoTime() >= deadline ? tooLate() : e;
        } catch (IOException e) {
            throw ProblemException.unavailable("The participants could not be read to the end: try again");
        } finally {
            slots.release();
        }
    }

    private ProblemException tooLate() {
        return new ProblemException(
                ErrorCode.GATEWAY_TIMEOUT,
                "The forecast takes longer than %d s: ask for fewer participants or rows"
                        .formatted(config.deadline().toSeconds()));
    }

    private void enter() {
        try {
            if (!slots.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw ProblemException.unavailable("Other forecasts are being made: try again");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw ProblemException.unavailable("The service is stopping: try again");
        }
    }

    private static int participants(@Nullable Integer wanted) {
        if (wanted == null || wanted < 1) {
            throw ProblemException.invalidField("participants", "Say for how many participants: 1 or more");
        }
        if (wanted > SimulationSubjectLine.MAX_PARTICIPANTS) {
            throw ProblemException.tooLarge("A forecast is of at most %,d participants: the first ones are a sample"
                    .formatted(SimulationSubjectLine.MAX_PARTICIPANTS));
        }
        return wanted;
    }

    private static @Nullable NodeType trigger(SimulationContext context, @Nullable NodeType wanted) {
        Flow flow = context.chosen();
        if (wanted != null || flow == null) {
            return wanted == null ? NodeType.PARTICIPANT_CREATED : wanted;
        }
        List<NodeType> own = SimulationContext.triggersOf(flow);
        return own.stream()
                .filter(trigger -> !CommunicationTriggers.isOne(trigger))
                .findFirst()
                .orElse(own.isEmpty() ? null : own.getFirst());
    }
}
