package campaignflows.participant.customer;

import campaignflows.platform.contracts.participant.TelegramChat;
import campaignflows.platform.web.auth.Role;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** The same of the customer behind a participant. */
@Path("/internal/v1/campaigns/{campaign_id}/participants/{participant_id}/telegram-chat")
@RunOnVirtualThread
@RolesAllowed(Role.SERVICE_ROLE)
public class ParticipantChatResource {
    private final TelegramChatService service;

    ParticipantChatResource(TelegramChatService service) {
        this.service = service;
    }

    @GET
    @Operation(hidden = true)
    public TelegramChat.Answer get(
            @PathParam("campaign_id") UUID campaignId,
            @PathParam("participant_id") UUID participantId,
            @QueryParam("tenant") @Nullable String tenant) {
        return service.ofParticipant(TelegramChatResource.tenantOf(tenant), campaignId, participantId);
    }
}
