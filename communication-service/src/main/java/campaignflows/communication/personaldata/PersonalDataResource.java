package campaignflows.communication.personaldata;

import campaignflows.platform.web.auth.Role;
import campaignflows.platform.web.request.Cursor;
import campaignflows.platform.web.request.Limit;
import campaignflows.platform.web.request.Page;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** What is kept about one person, for participant-service, which gathers it from all services. */
@Path("/internal/v1/tenants/{tenant_id}/customers/{customer_id}")
@RunOnVirtualThread
@RolesAllowed(Role.SERVICE_ROLE)
public class PersonalDataResource {
    private final PersonalDataService service;

    PersonalDataResource(PersonalDataService service) {
        this.service = service;
    }

    @GET
    @Path("/communications")
    @Operation(hidden = true)
    public Page<CommunicationRecord> communications(
            @PathParam("tenant_id") UUID tenantId,
            @PathParam("customer_id") UUID customerId,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor) {
        return service.communications(
                tenantId, customerId, Limit.parse(limit), Cursor.decode(cursor, PersonalDataService.COMMUNICATIONS, 2));
    }

    @GET
    @Path("/incoming-messages")
    @Operation(hidden = true)
    public Page<IncomingMessageRecord> incoming(
            @PathParam("tenant_id") UUID tenantId,
            @PathParam("customer_id") UUID customerId,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor) {
        return service.incoming(
                tenantId, customerId, Limit.parse(limit), Cursor.decode(cursor, PersonalDataService.INCOMING, 1));
    }
}
