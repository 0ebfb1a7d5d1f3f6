package campaignflows.engine.node;

import campaignflows.platform.contracts.communication.ChannelType;
import campaignflows.platform.contracts.message.MessageContent;
import campaignflows.platform.contracts.message.Schedule;
import java.util.Map;
import java.util.UUID;

/** The communication that a node plans, with everything resolved. */
public record CommunicationPlan(
        String name,
        ChannelType channel,
        UUID channelId,
        UUID agentId,
        Schedule schedule,
        Map<String, String> parameters,
        MessageContent content) {
    public CommunicationPlan {
        parameters = Map.copyOf(parameters);
    }
}
