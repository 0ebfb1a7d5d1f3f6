package campaignflows.communication.agent;

import campaignflows.platform.contracts.communication.AgentSummary;
import campaignflows.platform.web.auth.Role;
import campaignflows.platform.web.problem.ProblemException;
import campaignflows.platform.web.request.QueryParameters;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Agents as campaign-service asks for them when it validates flows. */
@Path("/internal/v1/agents")
@RolesAllowed(Role.SERVICE_ROLE)
@Produces(MediaType.APPLICATION_JSON)
public class AgentSummaryResource {
    private final AgentService service;

    public AgentSummaryResource(AgentService service) {
        this.service = service;
    }

    @GET
    public Uni<List<AgentSummary>> list(@QueryParam("tenant") @Nullable String tenant) {
        return service.summaries(QueryParameters.uuid("tenant", tenant)
                .orElseThrow(() -> ProblemException.malformed("tenant: Expected a UUID")));
    }
}
