package campaignflows.communication.dispatch;

import campaignflows.communication.agent.Agent;
import campaignflows.communication.channel.Channel;
import java.util.UUID;

/**
 * A due communication that this replica has claimed: nobody else sends it while the lease lasts, and a cancel counts only
 * if it turns out that it was not sent.
 */
record Claimed(
        UUID id, UUID campaignId, UUID participantId, String name, boolean hasText, Channel channel, Agent agent) {}
