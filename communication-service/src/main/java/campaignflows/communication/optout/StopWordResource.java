package campaignflows.communication.optout;

import campaignflows.communication.channel.ChannelTypes;
import campaignflows.platform.contracts.communication.ChannelType;
import campaignflows.platform.web.auth.CurrentCaller;
import campaignflows.platform.web.auth.Role;
import campaignflows.platform.web.request.Page;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Stop words over HTTP. */
@Path("/api/v1/stop-words")
@RunOnVirtualThread
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Contact limits")
public class StopWordResource {
    private final StopWordService service;
    private final CurrentCaller caller;

    public StopWordResource(StopWordService service, CurrentCaller caller) {
        this.service = service;
        this.caller = caller;
    }

    @GET
    @RolesAllowed(Role.VIEWER_ROLE)
    @Operation(summary = "List the words with which contacts opt out, by type of channel")
    public Page<StopWordView> list() {
        return Page.of(service.list(caller.requireTenant()), null);
    }

    @PUT
    @Path("/{channel}")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Role.ADMIN_ROLE)
    @Operation(operationId = "setStopWords", summary = "Set the words with which contacts opt out of a type of channel")
    @APIResponse(responseCode = "200", description = "The words that hold now")
    @APIResponse(responseCode = "404", description = "There is no such type of channel")
    @APIResponse(responseCode = "422", description = "A word is not valid")
    public StopWordView set(
            @Parameter(schema = @Schema(implementation = ChannelType.class)) @PathParam("channel") String channel,
            StopWordView.Change body) {
        return service.set(caller.requireTenant(), ChannelTypes.named(channel), body, caller.actor());
    }
}
