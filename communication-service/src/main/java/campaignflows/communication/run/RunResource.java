package campaignflows.communication.run;

import campaignflows.platform.contracts.definition.RunState;
import campaignflows.platform.web.auth.Role;
import campaignflows.platform.web.problem.ProblemException;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;

/** Where campaign-service announces a Start or Stop; it responds to its own caller only when this has responded. */
@Path("/internal/v1/campaigns/{id}/run")
@RunOnVirtualThread
@RolesAllowed(Role.SERVICE_ROLE)
@Consumes(MediaType.APPLICATION_JSON)
public class RunResource {
    private final RunService service;

    public RunResource(RunService service) {
        this.service = service;
    }

    @PUT
    public void store(@PathParam("id") UUID id, RunState state) {
        if (!state.campaignId().equals(id)) {
            throw ProblemException.malformed("The campaign of the body is not the one of the address");
        }
        service.store(state);
    }
}
