package campaignflows.platform.contracts.simulation;

import campaignflows.platform.contracts.flow.NodeType;
import org.jspecify.annotations.Nullable;

/**
 * The first JSON value of {@code POST /internal/v1/simulations/forecasts} of the engine; {@link SimulationSubjectLine}s follow it, and the
 * answer is an {@link ForecastResult}.
 *
 * @param trigger fires for whoever brings no triggers; null if everybody does
 */
public record EngineForecastRequest(
        SimulationScope scope, @Nullable NodeType trigger) {}
