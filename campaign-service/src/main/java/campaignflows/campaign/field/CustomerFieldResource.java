package campaignflows.campaign.field;

import campaignflows.platform.contracts.definition.CustomerField;
import campaignflows.platform.database.Transactions;
import campaignflows.platform.web.auth.CurrentCaller;
import campaignflows.platform.web.auth.Role;
import campaignflows.platform.web.problem.ProblemException;
import campaignflows.platform.web.request.QueryParameters;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** The fields of a tenant's customer profiles, for participant-service, which shows and edits them outside of any campaign. */
@Path("/internal/v1/customer-fields")
@Blocking
@RolesAllowed(Role.SERVICE_ROLE)
public class CustomerFieldResource {
    private final Transactions transactions;
    private final CustomerFieldRepository fields;
    private final CurrentCaller caller;

    CustomerFieldResource(Transactions transactions, CustomerFieldRepository fields, CurrentCaller caller) {
        this.transactions = transactions;
        this.fields = fields;
        this.caller = caller;
    }

    @GET
    @Operation(hidden = true)
    public Uni<List<CustomerField>> list(@QueryParam("tenant") @Nullable String tenantText) {
        UUID tenant = QueryParameters.uuid("tenant", tenantText).orElseGet(caller::requireTenant);
        if (caller.tenant().filter(own -> !own.equals(tenant)).isPresent()) {
            throw ProblemException.notFound("tenant");
        }
        return transactions.run(session -> fields.ofTenant(session, tenant));
    }
}
