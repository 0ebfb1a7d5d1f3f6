package campaignflows.participant.customer;

import campaignflows.platform.web.auth.Role;
import campaignflows.platform.web.problem.ProblemException;
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

/** Returns to services that store data about customers whether a tenant has one: 204, otherwise 404. */
@Path("/internal/v1/customers/{customer_id}")
@RunOnVirtualThread
@RolesAllowed(Role.SERVICE_ROLE)
public class InternalCustomerResource {
    private final CustomerService service;

    InternalCustomerResource(CustomerService service) {
        this.service = service;
    }

    @GET
    @Operation(hidden = true)
    public void exists(@PathParam("customer_id") UUID customerId, @QueryParam("tenant") @Nullable String tenant) {
        UUID tenantId = QueryParameters.uuid("tenant", tenant)
                .orElseThrow(() -> QueryParameters.malformed("tenant", "Expected a tenant, but there is none"));
        if (!service.exists(tenantId, customerId)) {
            throw ProblemException.notFound("customer");
        }
    }
}
