package campaignflows.campaign.journal;

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

/** The walks of one person, for participant-service, which gathers all that is kept about it. */
@Path("/internal/v1/tenants/{tenant_id}/customers/{customer_id}/walks")
@RunOnVirtualThread
@RolesAllowed(Role.SERVICE_ROLE)
public class CustomerWalkResource {
    private final JournalService journal;

    CustomerWalkResource(JournalService journal) {
        this.journal = journal;
    }

    @GET
    @Operation(hidden = true)
    public Page<CustomerWalk> list(
            @PathParam("tenant_id") UUID tenantId,
            @PathParam("customer_id") UUID customerId,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor) {
        return journal.ofCustomer(
                tenantId, customerId, Limit.parse(limit), Cursor.decode(cursor, JournalService.CUSTOMER_LIST, 2));
    }
}
