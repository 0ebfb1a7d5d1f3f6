package campaignflows.communication.blockedcontact;

import campaignflows.communication.channel.ChannelTypes;
import campaignflows.platform.contracts.communication.ChannelType;
import campaignflows.platform.web.auth.CurrentCaller;
import campaignflows.platform.web.auth.Role;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Blocked contacts over HTTP. */
@Path("/api/v1/blocked-contacts")
@RunOnVirtualThread
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Contact limits")
public class BlockedContactResource {
    private final BlockedContactService service;
    private final CurrentCaller caller;

    public BlockedContactResource(BlockedContactService service, CurrentCaller caller) {
        this.service = service;
        this.caller = caller;
    }

    @POST
    @Path("/{channel}/lift")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Role.OPERATOR_ROLE)
    @Operation(
            operationId = "liftBlocks",
            summary = "Let messages to an address be sent again that its provider has refused for good",
            description = """
                    An email address that mail came back from as not existing, or a Telegram contact who has blocked the bot, is
                    Skipped from then on. That ends when the contact writes, when its address is changed, or by this. Should the
                    provider refuse again, it begins again.""")
    @APIResponse(responseCode = "200", description = "How many blocks there were")
    @APIResponse(responseCode = "404", description = "There is no such type of channel")
    @APIResponse(responseCode = "422", description = "It is not clear whose blocks are to be lifted")
    public BlockedContactView lift(
            @Parameter(schema = @Schema(implementation = ChannelType.class)) @PathParam("channel") String channel,
            BlockedContactView.Lift body) {
        return service.lift(caller.requireTenant(), ChannelTypes.named(channel), body, caller.actor());
    }
}
