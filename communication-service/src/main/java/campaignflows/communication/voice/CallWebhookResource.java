package campaignflows.communication.voice;

import campaignflows.platform.web.auth.Role;
import campaignflows.platform.web.problem.ProblemException;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.io.InputStream;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Where Twilio asks and tells of calls; as with other webhooks the gateway lets everybody through and the signature decides. */
@Path("/api/v1/webhooks/channels/{channel_id}/calls")
@RunOnVirtualThread
@RolesAllowed(Role.SERVICE_ROLE)
@Tag(name = "Webhooks")
public class CallWebhookResource {
    private static final int MOST = 1_000;

    private final CallWebhookService service;

    CallWebhookResource(CallWebhookService service) {
        this.service = service;
    }

    @POST
    @Consumes(MediaType.WILDCARD)
    @Produces(MediaType.TEXT_XML)
    @Operation(
            operationId = "receiveChannelCall",
            summary = "Tell of a call, or ask what is to happen in it",
            description = """
            Called by Twilio for a voice channel, with its form and X-Twilio-Signature over the channel's public_address, this
            path, the query and the form; no bearer token. Without a query somebody calls the channel's number. Answered with
            TwiML when what was told is stored; a repeat changes nothing. 403 for a wrong signature, 404 for an unknown
            channel.""")
    public String call(
            @PathParam("channel_id") UUID channelId,
            @HeaderParam("X-Twilio-Signature") @Nullable String signature,
            @Parameter(description = "Of which communication the call is") @QueryParam("communication") @Nullable
                    String communication,
            @Parameter(description = "status, answer or input") @QueryParam("about") @Nullable String about,
            @Parameter(description = "The place of the question that was answered") @QueryParam("question") @Nullable
                    String question,
            @Parameter(description = "How often it had been asked before") @QueryParam("turn") @Nullable String turn,
            @Context UriInfo address,
            @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = MediaType.APPLICATION_FORM_URLENCODED,
                                            schema = @Schema(ref = "TwilioCall")))
                    InputStream body) {
        return service.receive(
                channelId,
                new CallWebhookService.Asked(
                        signature,
                        address.getRequestUri().getRawQuery(),
                        id(communication),
                        about(about),
                        number(question),
                        number(turn)),
                body);
    }

    private static @Nullable UUID id(@Nullable String text) {
        try {
            return text == null ? null : UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw ProblemException.malformed("Expected the id of a communication");
        }
    }

    private static Callbacks.@Nullable About about(@Nullable String text) {
        if (text == null) {
            return null;
        }
        return switch (text) {
            case "status" -> Callbacks.About.STATUS;
            case "answer" -> Callbacks.About.ANSWER;
            case "input" -> Callbacks.About.INPUT;
            default -> throw ProblemException.malformed("Expected about=status, answer or input");
        };
    }

    private static int number(@Nullable String text) {
        try {
            int number = text == null ? 0 : Integer.parseInt(text);
            if (number >= 0 && number <= MOST) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw ProblemException.malformed("Expected a whole number");
        }
        throw ProblemException.malformed("Expected a whole number from 0");
    }
}
