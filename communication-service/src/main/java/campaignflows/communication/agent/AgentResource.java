package campaignflows.communication.agent;

import campaignflows.platform.web.auth.CurrentCaller;
import campaignflows.platform.web.auth.Role;
import campaignflows.platform.web.request.Cursor;
import campaignflows.platform.web.request.Limit;
import campaignflows.platform.web.request.Page;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jspecify.annotations.Nullable;

/** Agents over HTTP. Bodies, which may be long, are read and checked on worker threads, not on an event loop. */
@Path("/api/v1/agents")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Agents")
public class AgentResource {
    private final AgentService service;
    private final CurrentCaller caller;

    public AgentResource(AgentService service, CurrentCaller caller) {
        this.service = service;
        this.caller = caller;
    }

    @GET
    @RolesAllowed(Role.VIEWER_ROLE)
    @Operation(summary = "List the agents by name")
    public Uni<Page<AgentView>> list(
            @QueryParam("limit") @Nullable String limit, @QueryParam("cursor") @Nullable String cursor) {
        return service.list(caller.requireTenant(), Limit.parse(limit), Cursor.decode(cursor, AgentService.LIST, 1));
    }

    @POST
    @Blocking
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Role.ADMIN_ROLE)
    @ResponseStatus(201)
    @Operation(summary = "Create an agent; it runs at once")
    @APIResponseSchema(value = AgentView.class, responseCode = "201", responseDescription = "The agent")
    public Uni<AgentView> create(AgentView.New body) {
        return service.create(caller.requireTenant(), body, caller.actor());
    }

    @GET
    @Path("/{agent_id}")
    @RolesAllowed(Role.VIEWER_ROLE)
    @Operation(summary = "Get an agent")
    public Uni<AgentView> get(@PathParam("agent_id") UUID id) {
        return service.get(caller.requireTenant(), id);
    }

    @PATCH
    @Path("/{agent_id}")
    @Blocking
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Role.ADMIN_ROLE)
    @Operation(summary = "Change an agent; what is absent stays, what is given replaces")
    public Uni<AgentView> change(@PathParam("agent_id") UUID id, AgentView.Change body) {
        return service.change(caller.requireTenant(), id, body, caller.actor());
    }

    @DELETE
    @Path("/{agent_id}")
    @RolesAllowed(Role.ADMIN_ROLE)
    @Operation(summary = "Delete an agent without Planned communications and open sessions")
    public Uni<Void> delete(@PathParam("agent_id") UUID id) {
        return service.delete(caller.requireTenant(), id, caller.actor());
    }

    @POST
    @Path("/{agent_id}/start")
    @RolesAllowed(Role.ADMIN_ROLE)
    @Operation(summary = "Let the agent run")
    public Uni<AgentView> start(@PathParam("agent_id") UUID id) {
        return service.start(caller.requireTenant(), id, caller.actor());
    }

    @POST
    @Path("/{agent_id}/stop")
    @RolesAllowed(Role.ADMIN_ROLE)
    @Operation(summary = "Stop the agent; campaigns that are due to send by it go into Error")
    public Uni<AgentView> stop(@PathParam("agent_id") UUID id) {
        return service.stop(caller.requireTenant(), id, caller.actor());
    }

    @POST
    @Path("/{agent_id}/rotate-secret")
    @Blocking
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Role.ADMIN_ROLE)
    @Operation(
            summary = "Give an external agent a new secret",
            description =
                    "The secret is in this response only. The one before it goes on for 24 hours, unless keep_previous is false")
    public Uni<AgentSecretView> rotateSecret(@PathParam("agent_id") UUID id, AgentSecretView.@Nullable Change body) {
        return service.changeSecret(caller.requireTenant(), id, body, caller.actor());
    }
}
