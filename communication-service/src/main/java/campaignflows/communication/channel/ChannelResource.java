package campaignflows.communication.channel;

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

/** Channels over HTTP. Bodies, which may be long, are read and checked on worker threads, not on an event loop. */
@Path("/api/v1/channels")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Channels")
public class ChannelResource {
    private final ChannelService service;
    private final CurrentCaller caller;

    public ChannelResource(ChannelService service, CurrentCaller caller) {
        this.service = service;
        this.caller = caller;
    }

    @GET
    @RolesAllowed(Role.VIEWER_ROLE)
    @Operation(summary = "List the channels by name")
    public Uni<Page<ChannelView>> list(
            @QueryParam("limit") @Nullable String limit, @QueryParam("cursor") @Nullable String cursor) {
        return service.list(caller.requireTenant(), Limit.parse(limit), Cursor.decode(cursor, ChannelService.LIST, 1));
    }

    @POST
    @Blocking
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Role.ADMIN_ROLE)
    @ResponseStatus(201)
    @Operation(summary = "Create a channel; it runs at once")
    @APIResponseSchema(value = ChannelView.class, responseCode = "201", responseDescription = "The channel")
    public Uni<ChannelView> create(ChannelView.New body) {
        return service.create(caller.requireTenant(), body, caller.actor());
    }

    @GET
    @Path("/{channel_id}")
    @RolesAllowed(Role.VIEWER_ROLE)
    @Operation(summary = "Get a channel")
    public Uni<ChannelView> get(@PathParam("channel_id") UUID id) {
        return service.get(caller.requireTenant(), id);
    }

    @PATCH
    @Path("/{channel_id}")
    @Blocking
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Role.ADMIN_ROLE)
    @Operation(summary = "Change a channel; what is absent stays, null removes credentials and rate")
    public Uni<ChannelView> change(@PathParam("channel_id") UUID id, ChannelView.Change body) {
        return service.change(caller.requireTenant(), id, body, caller.actor());
    }

    @DELETE
    @Path("/{channel_id}")
    @RolesAllowed(Role.ADMIN_ROLE)
    @Operation(summary = "Delete a channel that nothing uses")
    public Uni<Void> delete(@PathParam("channel_id") UUID id) {
        return service.delete(caller.requireTenant(), id, caller.actor());
    }

    @POST
    @Path("/{channel_id}/start")
    @RolesAllowed(Role.ADMIN_ROLE)
    @Operation(summary = "Let the channel run")
    public Uni<ChannelView> start(@PathParam("channel_id") UUID id) {
        return service.start(caller.requireTenant(), id, caller.actor());
    }

    @POST
    @Path("/{channel_id}/stop")
    @RolesAllowed(Role.ADMIN_ROLE)
    @Operation(summary = "Stop the channel; campaigns that are due to send on it go into Error")
    public Uni<ChannelView> stop(@PathParam("channel_id") UUID id) {
        return service.stop(caller.requireTenant(), id, caller.actor());
    }
}
