package campaignflows.participant.details;

import campaignflows.platform.web.auth.Role;
import campaignflows.platform.web.request.QueryParameters;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** Returns to services that store data about participants whether a tenant's campaign has one: 204, otherwise 404. */
@Path("/internal/v1/campaigns/{campaign_id}/participants/{participant_id}")
@RunOnVirtualThread
@RolesAllowed(Role.SERVICE_ROLE)
public class InternalParticipantResource {
    private final DetailsService service;

    InternalParticipantResource(DetailsService service) {
        this.service = service;
    }

    @GET
    @Operation(hidden = true)
    public void exists(
            @PathParam("campaign_id") UUID campaignId,
            @PathParam("participant_id") UUID participantId,
            @QueryParam("tenant") @Nullable String tenant) {
        UUID tenantId = QueryParameters.uuid("tenant", tenant)
                .orElseThrow(() -> QueryParameters.malformed("tenant", "Expected a tenant, but there is none"));
        service.require(tenantId, campaignId, participantId);
    }
}
