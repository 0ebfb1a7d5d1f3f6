package campaignflows.platform.contracts.simulation;

import campaignflows.platform.contracts.flow.NodeType;
import org.jspecify.annotations.Nullable;

/**
 * The first JSON value of {@code POST /internal/v1/simulations/forecasts} of the engine; {@link SimulationSubjectLine}s follow
 * it, and the response is a {@link ForecastResult}.
 *
 * @param trigger fires for subjects without triggers; null if all have some
 */
public record EngineForecastRequest(
        SimulationScope scope, @Nullable NodeType trigger) {}
