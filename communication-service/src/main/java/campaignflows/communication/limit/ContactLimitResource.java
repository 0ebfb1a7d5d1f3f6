package campaignflows.communication.limit;

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

/** Frequency caps and quiet hours over HTTP. */
@Path("/api/v1/contact-limits")
@RunOnVirtualThread
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Contact limits")
public class ContactLimitResource {
    private final ContactLimitService service;
    private final CurrentCaller caller;

    public ContactLimitResource(ContactLimitService service, CurrentCaller caller) {
        this.service = service;
        this.caller = caller;
    }

    @GET
    @RolesAllowed(Role.VIEWER_ROLE)
    @Operation(summary = "List the frequency caps and quiet hours of all types of channel")
    public Page<ContactLimitView> list() {
        return Page.of(
                service.list(caller.requireTenant()).stream()
                        .map(ContactLimitView::of)
                        .toList(),
                null);
    }

    @PUT
    @Path("/{channel}")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Role.ADMIN_ROLE)
    @Operation(
            operationId = "setContactLimits",
            summary = "Set frequency cap and quiet hours of a type of channel; what is absent or null is no limit")
    @APIResponse(responseCode = "200", description = "The limits that hold now")
    @APIResponse(responseCode = "404", description = "There is no such type of channel")
    @APIResponse(responseCode = "422", description = "Some of the limits are not valid")
    public ContactLimitView set(
            @Parameter(schema = @Schema(implementation = ChannelType.class)) @PathParam("channel") String channel,
            ContactLimitView.Change body) {
        return ContactLimitView.of(
                service.set(body.of(caller.requireTenant(), ChannelTypes.named(channel)), caller.actor()));
    }
}
