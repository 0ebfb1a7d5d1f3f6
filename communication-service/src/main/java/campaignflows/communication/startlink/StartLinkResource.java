package campaignflows.communication.startlink;

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
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;

/** Links that tie chats to customers, over HTTP. */
@Path("/api/v1/channels/{channel_id}/start-links")
@RunOnVirtualThread
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Channels")
public class StartLinkResource {
    private final StartLinkService service;
    private final CurrentCaller caller;

    public StartLinkResource(StartLinkService service, CurrentCaller caller) {
        this.service = service;
        this.caller = caller;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Role.OPERATOR_ROLE)
    @ResponseStatus(201)
    @Operation(
            operationId = "createStartLink",
            summary = "Make a link to a Telegram bot that ties the chat to a customer",
            description = """
                    Who opens the link and presses Start writes /start <payload> to the bot, and becomes reachable there: the
                    chat becomes the customer's telegram_id. A link serves once, until it expires, and only while the
                    customer's chat is the one of when it was made. A chat that is another customer's stays that one's, and
                    the message counts as a message of that one; a payload that is forged, expired or used changes nothing.""")
    @APIResponseSchema(value = StartLinkView.class, responseCode = "201", responseDescription = "The link")
    @APIResponse(responseCode = "404", description = "There is no such channel, customer or participant")
    @APIResponse(responseCode = "409", description = "The channel is not a bot, or Telegram does not know it")
    @APIResponse(responseCode = "422", description = "It is not clear whom the link is for, or for how long")
    @APIResponse(responseCode = "503", description = "Telegram or participant-service cannot be reached at present")
    public StartLinkView create(@PathParam("channel_id") UUID channelId, StartLinkView.New body) {
        return service.make(caller.requireTenant(), channelId, body);
    }
}
