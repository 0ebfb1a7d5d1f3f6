package campaignflows.participant.customer;

import campaignflows.platform.contracts.participant.OptOuts;
import campaignflows.platform.web.auth.Role;
import campaignflows.platform.web.request.QueryParameters;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** For communication-service, which contacts ask to be left alone. */
@Path("/internal/v1/customers/{customer_id}/opt-outs")
@RunOnVirtualThread
@RolesAllowed(Role.SERVICE_ROLE)
public class OptOutResource {
    private final OptOutService service;

    OptOutResource(OptOutService service) {
        this.service = service;
    }

    @GET
    @Operation(hidden = true)
    public OptOuts.Response get(
            @PathParam("customer_id") UUID customerId, @QueryParam("tenant") @Nullable String tenant) {
        UUID tenantId = QueryParameters.uuid("tenant", tenant)
                .orElseThrow(() -> QueryParameters.malformed("tenant", "Expected a tenant, but there is none"));
        return new OptOuts.Response(service.of(tenantId, customerId));
    }

    @POST
    @Operation(hidden = true)
    public OptOuts.Response change(@PathParam("customer_id") UUID customerId, OptOuts.Change change) {
        return new OptOuts.Response(service.change(customerId, change));
    }
}
