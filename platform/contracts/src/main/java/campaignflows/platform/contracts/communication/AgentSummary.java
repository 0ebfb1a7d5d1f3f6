package campaignflows.platform.contracts.communication;

import java.util.List;
import java.util.UUID;

/** An agent as the validation of a flow needs it: {@code GET /internal/v1/agents} returns all of the tenant's. */
public record AgentSummary(
        UUID id,
        String name,
        AgentKind kind,
        RunningStatus status,
        List<AttachedChannel> channels,
        List<ResultField> results) {
    public AgentSummary {
        channels = List.copyOf(channels);
        results = List.copyOf(results);
    }

    /** A channel that the agent may use. */
    public record AttachedChannel(UUID id, String name, ChannelType type, RunningStatus status) {}
}
