package campaignflows.engine.simulation;

import campaignflows.engine.loop.FlowEngine;
import campaignflows.engine.simulation.Rehearsal.Played;
import campaignflows.engine.walk.BatchState;
import campaignflows.platform.contracts.simulation.CastLine;
import campaignflows.platform.contracts.simulation.ForecastOrder;
import campaignflows.platform.contracts.simulation.Outlook;
import campaignflows.platform.contracts.simulation.Scene;
import campaignflows.platform.contracts.simulation.Trial;
import campaignflows.platform.contracts.simulation.Walkthrough;
import campaignflows.platform.contracts.walk.WalkProtocol.ParticipantSnapshot;
import campaignflows.platform.values.Zones;
import campaignflows.platform.web.problem.ProblemException;
import jakarta.inject.Singleton;
import java.time.ZoneId;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Answers what would come of events. It reads and writes nothing but what it is given and the tenant's settings. */
@Singleton
class SimulationService {
    private final FlowEngine engine;

    SimulationService(FlowEngine engine) {
        this.engine = engine;
    }

    Walkthrough walk(UUID tenant, Trial trial) {
        Rehearsal rehearsal = rehearsal(tenant, trial.scene());
        ParticipantSnapshot participant = trial.participant();
        BatchState stage = rehearsal.stage(participant, Map.of());
        Played played = rehearsal.play(trial.trigger(), participant, trial.communication(), 0, stage);
        ZoneId zone =
                Optional.ofNullable(participant.timezone()).flatMap(Zones::find).orElseGet(rehearsal::zone);
        return new Walkthrough(played.walks(), played.effects(), played.updated(), zone);
    }

    /**
     * Walks whoever comes.
     *
     * @throws ProblemException 400 if they end without having said so: some may be missing
     */
    Outlook forecast(UUID tenant, ForecastOrder order, Iterator<CastLine> cast) {
        Forecaster forecaster = new Forecaster(rehearsal(tenant, order.scene()), order.trigger());
        while (cast.hasNext()) {
            CastLine line = cast.next();
            if (line.end() != null) {
                return forecaster.end(line.end());
            }
            if (line.member() != null) {
                forecaster.add(line.member());
            }
        }
        throw ProblemException.malformed("The participants ended early: some may be missing");
    }

    private Rehearsal rehearsal(UUID tenant, Scene scene) {
        if (!scene.campaign().tenantId().equals(tenant)) {
            throw ProblemException.notFound("campaign");
        }
        return new Rehearsal(scene, engine.tenants().of(tenant));
    }
}
