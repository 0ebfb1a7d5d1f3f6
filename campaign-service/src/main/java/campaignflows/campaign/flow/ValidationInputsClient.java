package campaignflows.campaign.flow;

import campaignflows.campaign.agent.AgentClient;
import campaignflows.platform.web.client.TenantDirectory;
import jakarta.inject.Singleton;
import java.util.UUID;

/** Collects what a validation needs from other services; 503 if one of them does not respond. */
@Singleton
public class ValidationInputsClient {
    private final AgentClient agents;
    private final TenantDirectory tenants;

    ValidationInputsClient(AgentClient agents, TenantDirectory tenants) {
        this.agents = agents;
        this.tenants = tenants;
    }

    public ValidationInputs of(UUID tenant) {
        return new ValidationInputs(agents.agentsOf(tenant), tenants.parsing(tenant));
    }
}
