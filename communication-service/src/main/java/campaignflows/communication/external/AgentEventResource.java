package campaignflows.communication.external;

import campaignflows.platform.web.auth.Role;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.io.InputStream;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Where external agents tell of their sessions; as with other webhooks the gateway lets everybody through and the signature decides. */
@Path("/api/v1/webhooks/agents/{agent_id}")
@RunOnVirtualThread
@RolesAllowed(Role.SERVICE_ROLE)
@Tag(name = "Webhooks")
public class AgentEventResource {
    private final AgentEventService service;

    AgentEventResource(AgentEventService service) {
        this.service = service;
    }

    @POST
    @Consumes(MediaType.WILDCARD)
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(summary = "Tell of a session", description = """
            Called by an external agent and signed with its secret as Standard Webhooks has it; no bearer token. webhook-timestamp
            may be five minutes from now at most. Each event takes effect once: a repeat has the same webhook-id and changes
            nothing. The event takes effect as a whole, and what comes late changes nothing: an ended session stays as it is, and
            a status that was passed is not gone back to. 200 when it is stored, whatever came of it. 401 for a wrong signature,
            404 for an unknown agent and for a communication that this agent was not asked to begin, 413 above 256 KiB, 422 for
            values that are not valid, such as a result of another type.""")
    public AgentEventReceipt receive(
            @PathParam("agent_id") UUID agentId,
            @Parameter(description = "Of the event, 1 to 200 characters; the same of a repeat", required = true)
                    @HeaderParam(StandardWebhook.ID)
                    @Nullable
                    String id,
            @Parameter(description = "Of this call, seconds since 1970", required = true)
                    @HeaderParam(StandardWebhook.TIMESTAMP)
                    @Nullable
                    String timestamp,
            @Parameter(
                            description =
                                    "v1, and base64 of HMAC-SHA256 over webhook-id, webhook-timestamp and the body, with points between them; several are separated by spaces",
                            required = true)
                    @HeaderParam(StandardWebhook.SIGNATURE)
                    @Nullable
                    String signature,
            @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = MediaType.APPLICATION_JSON,
                                            schema = @Schema(implementation = AgentEvent.class)))
                    InputStream body) {
        return service.receive(agentId, new StandardWebhook.Head(id, timestamp, signature), body);
    }
}
