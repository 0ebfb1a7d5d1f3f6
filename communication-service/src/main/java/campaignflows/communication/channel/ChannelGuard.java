package campaignflows.communication.channel;

import campaignflows.communication.run.AgentUsage;
import campaignflows.platform.web.problem.ProblemException;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.UUID;

/** A channel that agents, active flows or Planned communications need is not deleted. */
@Singleton
public class ChannelGuard {
    private final AgentUsage activeFlows;

    public ChannelGuard(AgentUsage activeFlows) {
        this.activeFlows = activeFlows;
    }

    static void requireDetached(List<String> agents) {
        if (!agents.isEmpty()) {
            throw ProblemException.conflict("The channel is attached to agents, detach it first: "
                    + String.join(", ", agents.subList(0, Math.min(5, agents.size()))));
        }
    }

    void requireUnused(UUID tenantId, UUID id) {
        List<String> flows = activeFlows.usersOfChannel(tenantId, id);
        if (!flows.isEmpty()) {
            throw ProblemException.conflict("Active flows use the channel: %s. Deactivate or change them first"
                    .formatted(AgentUsage.named(flows)));
        }
    }

    static void requireNothingPlanned(boolean planned) {
        if (planned) {
            throw ProblemException.conflict("Planned communications are to be sent on this channel");
        }
    }
}
