package campaignflows.participant.details;

import campaignflows.platform.web.auth.CurrentCaller;
import campaignflows.platform.web.auth.Role;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** One participant. */
@Path("/api/v1/campaigns/{campaign_id}/participants/{participant_id}")
@Tag(name = "Participants")
@RunOnVirtualThread
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Role.OPERATOR_ROLE)
public class DetailsResource {
    private final DetailsService service;
    private final CurrentCaller caller;

    DetailsResource(DetailsService service, CurrentCaller caller) {
        this.service = service;
        this.caller = caller;
    }

    @GET
    @RolesAllowed(Role.VIEWER_ROLE)
    @Operation(
            operationId = "getParticipant",
            summary = "Read a participant",
            description = "With the values of all fields of the campaign, in field order.")
    @APIResponse(responseCode = "200", description = "The participant")
    @APIResponse(responseCode = "404", description = "There is no such participant")
    public ParticipantDetails get(
            @PathParam("campaign_id") UUID campaignId, @PathParam("participant_id") UUID participantId) {
        return service.get(caller.requireTenant(), campaignId, participantId);
    }

    @PATCH
    @Operation(
            operationId = "editParticipant",
            summary = "Edit a participant",
            description = "Changes values and time zone. Fires Participant Updated if a value is another one now.")
    @APIResponse(responseCode = "200", description = "The participant as it is now")
    @APIResponse(responseCode = "404", description = "There is no such participant")
    @APIResponse(responseCode = "422", description = "A value cannot be stored; nothing was changed")
    public ParticipantDetails edit(
            @PathParam("campaign_id") UUID campaignId,
            @PathParam("participant_id") UUID participantId,
            @NotNull ParticipantEdit edit) {
        return service.edit(caller.requireTenant(), campaignId, participantId, edit, caller.actor());
    }

    @DELETE
    @Operation(
            operationId = "removeParticipant",
            summary = "Remove a participant from its campaign",
            description = "The customer profile stays. Planned communications are canceled without firing triggers.")
    @APIResponse(responseCode = "204", description = "Removed")
    @APIResponse(responseCode = "404", description = "There is no such participant")
    public void remove(@PathParam("campaign_id") UUID campaignId, @PathParam("participant_id") UUID participantId) {
        service.remove(caller.requireTenant(), campaignId, participantId, caller.actor());
    }
}
