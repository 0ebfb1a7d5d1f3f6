package campaignflows.communication.agent;

import campaignflows.communication.run.AgentUsage;
import campaignflows.platform.contracts.communication.ResultField;
import campaignflows.platform.web.problem.ProblemException;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.UUID;

/** What active flows, Planned communications and open sessions need of an agent is not taken away from under them. */
@Singleton
public class AgentGuard {
    private final AgentUsage activeFlows;

    public AgentGuard(AgentUsage activeFlows) {
        this.activeFlows = activeFlows;
    }

    /** Expressions of active flows may name any result of the agents that they use: those stay, others may come. */
    void requireKept(Agent agent, List<ResultField> after) {
        List<String> lost = AgentRules.lost(agent.results(), after);
        if (lost.isEmpty()) {
            return;
        }
        List<String> flows = activeFlows.usersOf(agent.tenantId(), agent.id());
        if (!flows.isEmpty()) {
            throw ProblemException.conflict(
                    "Active flows use the agent, so its results and their types and values stay (%s): %s. Deactivate them first"
                            .formatted(String.join(", ", lost), AgentUsage.named(flows)));
        }
    }

    void requireUnused(Agent agent) {
        List<String> flows = activeFlows.usersOf(agent.tenantId(), agent.id());
        if (!flows.isEmpty()) {
            throw ProblemException.conflict(
                    "Active flows use the agent: %s. Deactivate them or give them another agent first"
                            .formatted(AgentUsage.named(flows)));
        }
    }

    void requireUnused(Agent agent, List<UUID> detached) {
        List<String> flows = detached.stream()
                .flatMap(channel ->
                        activeFlows.usersOf(agent.tenantId(), new AgentUsage.Pair(agent.id(), channel)).stream())
                .distinct()
                .toList();
        if (!flows.isEmpty()) {
            throw ProblemException.conflict(
                    "Active flows use the agent on a channel that would be detached: %s. Deactivate them or change them first"
                            .formatted(AgentUsage.named(flows)));
        }
    }

    static void requireNothingPlanned(List<UUID> detached, List<UUID> planned) {
        detached.stream().filter(planned::contains).findFirst().ifPresent(channel -> {
            throw ProblemException.conflict(
                    "The agent has Planned communications on a channel that would be detached: " + channel);
        });
    }

    static void requireNothingOpen(List<UUID> channelsInUse) {
        if (!channelsInUse.isEmpty()) {
            throw ProblemException.conflict("The agent has Planned communications or open sessions: stop it instead,"
                    + " and delete it when they have ended");
        }
    }
}
