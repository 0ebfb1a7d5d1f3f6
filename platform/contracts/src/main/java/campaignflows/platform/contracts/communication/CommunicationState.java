package campaignflows.platform.contracts.communication;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/**
 * The properties of a communication that a flow can read: {@code communication.name}, {@code .status}, {@code .channel} and its results.
 *
 * @param results   canonical texts by the result's name
 * @param createdAt when it was planned; the participant's last communication is the one with the latest
 */
public record CommunicationState(
        UUID communicationId,
        String name,
        CommunicationStatus status,
        ChannelType channel,
        UUID agentId,
        Map<String, String> results,
        Instant createdAt) {
    public CommunicationState {
        results = Map.copyOf(results);
    }
}
