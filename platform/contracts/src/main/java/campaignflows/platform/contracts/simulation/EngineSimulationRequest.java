package campaignflows.platform.contracts.simulation;

import campaignflows.platform.contracts.communication.CommunicationState;
import campaignflows.platform.contracts.flow.NodeType;
import campaignflows.platform.contracts.walk.WalkProtocol.ParticipantSnapshot;
import org.jspecify.annotations.Nullable;

/**
 * One participant, one trigger: {@code POST /internal/v1/simulations} of the engine, which returns a {@link SimulationResult}.
 *
 * @param communication whose event it is, for the triggers that a communication fires; otherwise null
 */
public record EngineSimulationRequest(
        SimulationScope scope,
        NodeType trigger,
        ParticipantSnapshot participant,
        @Nullable CommunicationState communication) {}
