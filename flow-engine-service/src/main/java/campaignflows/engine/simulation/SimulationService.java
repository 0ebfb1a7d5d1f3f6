package campaignflows.engine.simulation;

import campaignflows.engine.processing.FlowEngine;
import campaignflows.engine.simulation.SimulationRun.EventResult;
import campaignflows.engine.walk.BatchState;
import campaignflows.platform.contracts.simulation.EngineForecastRequest;
import campaignflows.platform.contracts.simulation.EngineSimulationRequest;
import campaignflows.platform.contracts.simulation.ForecastResult;
import campaignflows.platform.contracts.simulation.SimulationResult;
import campaignflows.platform.contracts.simulation.SimulationScope;
import campaignflows.platform.contracts.simulation.SimulationSubjectLine;
import campaignflows.platform.contracts.walk.WalkProtocol.ParticipantSnapshot;
import campaignflows.platform.values.Zones;
import campaignflows.platform.web.problem.ProblemException;
import jakarta.inject.Singleton;
import java.time.ZoneId;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Returns what would come of events. It reads nothing but its arguments and the tenant's settings, and writes nothing. */
@Singleton
class SimulationService {
    private final FlowEngine engine;

    SimulationService(FlowEngine engine) {
        this.engine = engine;
    }

    SimulationResult walk(UUID tenant, EngineSimulationRequest request) {
        SimulationRun run = run(tenant, request.scope());
        ParticipantSnapshot participant = request.participant();
        BatchState state = run.state(participant, Map.of());
        EventResult result = run.walk(request.trigger(), participant, request.communication(), 0, state);
        ZoneId zone =
                Optional.ofNullable(participant.timezone()).flatMap(Zones::find).orElseGet(run::zone);
        return new SimulationResult(result.walks(), result.effects(), result.updated(), zone);
    }

    /**
     * Walks all subjects.
     *
     * @throws ProblemException 400 if they end without an end line: some may be missing
     */
    ForecastResult forecast(UUID tenant, EngineForecastRequest request, Iterator<SimulationSubjectLine> subjects) {
        Forecaster forecaster = new Forecaster(run(tenant, request.scope()), request.trigger());
        while (subjects.hasNext()) {
            SimulationSubjectLine line = subjects.next();
            if (line.end() != null) {
                return forecaster.end(line.end());
            }
            if (line.subject() != null) {
                forecaster.add(line.subject());
            }
        }
        throw ProblemException.malformed("The participants ended early: some may be missing");
    }

    private SimulationRun run(UUID tenant, SimulationScope scope) {
        if (!scope.campaign().tenantId().equals(tenant)) {
            throw ProblemException.notFound("campaign");
        }
        return new SimulationRun(scope, engine.tenants().of(tenant));
    }
}
