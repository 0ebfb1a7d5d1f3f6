package campaignflows.platform.contracts.message;

import campaignflows.platform.contracts.communication.ChannelType;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/**
 * Plan one communication. The envelope's id is derived from event, flow and node: at most one communication is ever
 * planned for it.
 *
 * @param communicationId the id that the communication gets (UUIDv7), already known to flows
 * @param run             the run whose walk planned it
 * @param createdAt       the moment of the walk
 * @param parameters      resolved values by name, as text
 */
public record PlanCommunication(
        UUID campaignId,
        UUID participantId,
        UUID customerId,
        int run,
        UUID flowId,
        String nodeId,
        UUID communicationId,
        String name,
        ChannelType channel,
        UUID channelId,
        UUID agentId,
        Instant createdAt,
        Schedule schedule,
        Map<String, String> parameters,
        MessageContent content)
        implements CommunicationCommand {
    public PlanCommunication {
        parameters = Map.copyOf(parameters);
    }
}
