package campaignflows.communication.lifecycle;

import campaignflows.platform.web.auth.CurrentCaller;
import campaignflows.platform.web.auth.Role;
import campaignflows.platform.web.request.Cursor;
import campaignflows.platform.web.request.Limit;
import campaignflows.platform.web.request.Page;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Communications over HTTP. */
@Path("/api/v1")
@RunOnVirtualThread
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Role.VIEWER_ROLE)
@Tag(name = "Communications")
public class CommunicationResource {
    private final CommunicationReader service;
    private final CurrentCaller caller;

    public CommunicationResource(CommunicationReader service, CurrentCaller caller) {
        this.service = service;
        this.caller = caller;
    }

    @GET
    @Path("/communications/{communication_id}")
    @Operation(summary = "Get a communication")
    public CommunicationView get(@PathParam("communication_id") UUID id) {
        return service.get(caller.requireTenant(), id);
    }

    @GET
    @Path("/customers/{customer_id}/communications")
    @Tag(name = "Customers")
    @Operation(
            operationId = "listCustomerCommunications",
            summary = "List a customer's communications in all campaigns, those created last first")
    @APIResponse(responseCode = "200", description = "A page of communications")
    @APIResponse(responseCode = "400", description = "A parameter cannot be read")
    @APIResponse(responseCode = "404", description = "There is no such customer")
    public Page<CommunicationView> ofCustomer(
            @PathParam("customer_id") UUID customerId,
            @Parameter(description = "1 to 500, else 50") @QueryParam("limit") @Nullable String limit,
            @Parameter(description = "next_cursor of the page before") @QueryParam("cursor") @Nullable String cursor) {
        return service.ofCustomer(
                caller.requireTenant(),
                customerId,
                Limit.parse(limit),
                Cursor.decode(cursor, CommunicationService.CUSTOMER_LIST, 2));
    }

    @GET
    @Path("/campaigns/{campaign_id}/participants/{participant_id}/communications")
    @Operation(summary = "List a participant's communications, those created last first")
    public Page<CommunicationView> ofParticipant(
            @PathParam("campaign_id") UUID campaignId,
            @PathParam("participant_id") UUID participantId,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor) {
        return service.ofParticipant(
                caller.requireTenant(),
                campaignId,
                participantId,
                Limit.parse(limit),
                Cursor.decode(cursor, CommunicationService.LIST, 2));
    }
}
