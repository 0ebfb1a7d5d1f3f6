package campaignflows.gateway.tenant;

import campaignflows.platform.contracts.definition.TenantDefined;
import campaignflows.platform.web.auth.Role;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.util.UUID;

/** A tenant for the other services, when the topic has not delivered it yet. */
@Path("/internal/v1/tenants/{id}")
@RolesAllowed(Role.SERVICE_ROLE)
public class InternalTenantResource {
    private final TenantService tenants;

    public InternalTenantResource(TenantService tenants) {
        this.tenants = tenants;
    }

    @GET
    public Uni<TenantDefined> get(@PathParam("id") UUID id) {
        return tenants.get(id).map(Tenant::defined);
    }
}
