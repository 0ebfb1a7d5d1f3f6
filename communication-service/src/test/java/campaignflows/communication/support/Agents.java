package campaignflows.communication.support;

import campaignflows.communication.agent.AgentService;
import campaignflows.communication.agent.AgentView;
import java.util.UUID;

/** The agents of the service, for tests, which wait. */
public record Agents(AgentService service) {
    public AgentView create(UUID tenant, AgentView.New body) {
        return Waits.on(service.create(tenant, body));
    }

    public AgentView get(UUID tenant, UUID id) {
        return Waits.on(service.get(tenant, id));
    }

    public AgentView change(UUID tenant, UUID id, AgentView.Change body) {
        return Waits.on(service.change(tenant, id, body));
    }

    public AgentView start(UUID tenant, UUID id) {
        return Waits.on(service.start(tenant, id));
    }

    public AgentView stop(UUID tenant, UUID id) {
        return Waits.on(service.stop(tenant, id));
    }

    public void delete(UUID tenant, UUID id) {
        Waits.on(service.delete(tenant, id));
    }
}
