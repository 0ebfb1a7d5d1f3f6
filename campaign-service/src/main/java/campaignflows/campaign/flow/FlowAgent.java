package campaignflows.campaign.flow;

import java.util.UUID;

/** An agent that a node of a flow refers to. */
public record FlowAgent(UUID flowId, UUID agentId) {}
