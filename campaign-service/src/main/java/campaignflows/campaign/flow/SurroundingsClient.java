package campaignflows.campaign.flow;

import campaignflows.campaign.agent.AgentClient;
import campaignflows.campaign.tenant.TenantDirectory;
import jakarta.inject.Singleton;
import java.util.UUID;

/** Gathers what a validation needs from other services; 503 if one of them does not answer. */
@Singleton
public class SurroundingsClient {
    private final AgentClient agents;
    private final TenantDirectory tenants;

    SurroundingsClient(AgentClient agents, TenantDirectory tenants) {
        this.agents = agents;
        this.tenants = tenants;
    }

    public Surroundings of(UUID tenant) {
        return new Surroundings(agents.agentsOf(tenant), tenants.parsing(tenant));
    }
}
