package campaignflows.communication.inbound;

import campaignflows.platform.web.auth.Role;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.io.InputStream;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/**
 * Where providers bring what contacts say. Callers have no account: the gateway lets everybody through in its own name, and
 * the signature decides here.
 */
@Path("/api/v1/webhooks/channels/{channel_id}")
@RunOnVirtualThread
@RolesAllowed(Role.SERVICE_ROLE)
@Tag(name = "Webhooks")
public class WebhookResource {
    private final WebhookService service;

    WebhookResource(WebhookService service) {
        this.service = service;
    }

    @POST
    @Consumes(MediaType.WILDCARD)
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(summary = "Bring messages of contacts", description = """
            Called by the channel's provider and signed with the webhook_secret of the channel's credentials; no bearer token.
            A Telegram channel takes a TelegramUpdate with the header X-Telegram-Bot-Api-Secret-Token, a WhatsApp channel a
            WhatsAppNotification with X-Hub-Signature-256, and email, voice and web channels one WebhookMessage, or an
            email channel a whole mail as it came in (answers and delivery reports, message/rfc822), with
            Campaign-Flows-Signature: t=<seconds since 1970>,v1=<hex of HMAC-SHA256(secret, t + "." + body)>, not older than
            five minutes. 200 when the messages and receipts are stored; each takes effect once, however often it is sent. 401 for a wrong
            signature, 404 for an unknown channel.""")
    public WebhookResponse receive(
            @PathParam("channel_id") UUID channelId,
            @HeaderParam("X-Telegram-Bot-Api-Secret-Token") @Nullable String telegramToken,
            @HeaderParam("X-Hub-Signature-256") @Nullable String hubSignature,
            @HeaderParam("Campaign-Flows-Signature") @Nullable String ownSignature,
            @RequestBody(
                            required = true,
                            content = {
                                @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(ref = "WebhookBody")),
                                @Content(
                                        mediaType = "message/rfc822",
                                        schema =
                                                @Schema(
                                                        type = SchemaType.STRING,
                                                        format = "binary",
                                                        description = "To an email channel"))
                            })
                    InputStream body) {
        return service.receive(channelId, new SignedHead(telegramToken, hubSignature, ownSignature), body);
    }

    @GET
    @Produces(MediaType.TEXT_PLAIN)
    @Operation(
            summary = "Confirm the address of a WhatsApp channel",
            description =
                    "Meta asks this when the webhook is registered, with the verify_token of the channel's credentials; answered with the challenge.")
    public String confirm(
            @PathParam("channel_id") UUID channelId,
            @Parameter(description = "subscribe") @QueryParam("hub.mode") @Nullable String mode,
            @QueryParam("hub.verify_token") @Nullable String token,
            @QueryParam("hub.challenge") @Nullable String challenge) {
        return service.confirm(channelId, mode, token, challenge);
    }
}
