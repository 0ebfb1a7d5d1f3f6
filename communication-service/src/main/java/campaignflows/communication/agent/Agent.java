package campaignflows.communication.agent;

import campaignflows.communication.simulation.SimulatedSettings;
import campaignflows.platform.contracts.communication.AgentKind;
import campaignflows.platform.contracts.communication.ResultField;
import campaignflows.platform.contracts.communication.RunningStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Who holds conversations (rule M5).
 *
 * @param channelIds      in the order in which they were attached
 * @param simulated       settings of a simulated agent, null for a message agent
 * @param noResponseAfter time without answer after which a session closes
 */
public record Agent(
        UUID id,
        UUID tenantId,
        String name,
        AgentKind kind,
        RunningStatus status,
        List<UUID> channelIds,
        List<ResultField> results,
        @Nullable SimulatedSettings simulated,
        Duration noResponseAfter,
        Instant createdAt) {
    public static final Duration DEFAULT_NO_RESPONSE_AFTER = Duration.ofHours(72);

    public Agent {
        channelIds = List.copyOf(channelIds);
        results = List.copyOf(results);
    }

    Agent with(RunningStatus newStatus) {
        return new Agent(
                id, tenantId, name, kind, newStatus, channelIds, results, simulated, noResponseAfter, createdAt);
    }
}
