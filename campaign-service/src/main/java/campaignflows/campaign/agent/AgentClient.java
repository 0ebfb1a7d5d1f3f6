package campaignflows.campaign.agent;

import campaignflows.platform.contracts.communication.AgentSummary;
import campaignflows.platform.web.client.InternalHttp;
import campaignflows.platform.web.client.ServiceName;
import com.fasterxml.jackson.core.type.TypeReference;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Asks communication-service for the agents of a tenant, as they are now. */
@Singleton
public class AgentClient {
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private final InternalHttp http;

    AgentClient(InternalHttp http) {
        this.http = http;
    }

    /** All agents of the tenant, by id. */
    public Map<UUID, AgentSummary> agentsOf(UUID tenant) {
        List<AgentSummary> agents = http.to(ServiceName.COMMUNICATION)
                .get("/internal/v1/agents")
                .query("tenant", tenant)
                .asService(tenant)
                .timeout(TIMEOUT)
                .as(new TypeReference<List<AgentSummary>>() {});
        return agents.stream().collect(Collectors.toMap(AgentSummary::id, Function.identity()));
    }
}
