package campaignflows.communication.support;

import campaignflows.communication.agent.AgentService;
import campaignflows.communication.agent.AgentView;
import campaignflows.platform.contracts.audit.Actor;
import java.util.UUID;

/** The agents of the service, for tests, which wait. */
public record Agents(AgentService service) {
    private static final Actor ACTOR = Actor.system("test");

    public AgentView create(UUID tenant, AgentView.New body) {
        return Waits.on(service.create(tenant, body, ACTOR));
    }

    public AgentView get(UUID tenant, UUID id) {
        return Waits.on(service.get(tenant, id));
    }

    public AgentView change(UUID tenant, UUID id, AgentView.Change body) {
        return Waits.on(service.change(tenant, id, body, ACTOR));
    }

    public AgentView start(UUID tenant, UUID id) {
        return Waits.on(service.start(tenant, id, ACTOR));
    }

    public AgentView stop(UUID tenant, UUID id) {
        return Waits.on(service.stop(tenant, id, ACTOR));
    }

    public void delete(UUID tenant, UUID id) {
        Waits.on(service.delete(tenant, id, ACTOR));
    }
}
