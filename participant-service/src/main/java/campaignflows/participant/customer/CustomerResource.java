package campaignflows.participant.customer;

import campaignflows.platform.web.auth.CurrentCaller;
import campaignflows.platform.web.auth.Role;
import campaignflows.platform.web.request.Cursor;
import campaignflows.platform.web.request.Limit;
import campaignflows.platform.web.request.Page;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
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

/** One customer: a person of the tenant, with everything that is known about it in its campaigns. */
@Path("/api/v1/customers/{customer_id}")
@Tag(name = "Customers")
@RunOnVirtualThread
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Role.OPERATOR_ROLE)
public class CustomerResource {
    private final CustomerService service;
    private final CurrentCaller caller;

    CustomerResource(CustomerService service, CurrentCaller caller) {
        this.service = service;
        this.caller = caller;
    }

    @GET
    @RolesAllowed(Role.VIEWER_ROLE)
    @Operation(
            operationId = "getCustomer",
            summary = "Read a customer",
            description = "With the values of all Customer Profile fields of the tenant, in field order.")
    @APIResponse(responseCode = "200", description = "The customer")
    @APIResponse(responseCode = "404", description = "There is no such customer")
    public CustomerDetails get(@PathParam("customer_id") UUID customerId) {
        return service.get(caller.requireTenant(), customerId);
    }

    @GET
    @Path("/campaigns")
    @RolesAllowed(Role.VIEWER_ROLE)
    @Operation(
            operationId = "listCustomerCampaigns",
            summary = "List a customer's participants in all campaigns, those made last first")
    @APIResponse(responseCode = "200", description = "A page of participants with their campaigns")
    @APIResponse(responseCode = "400", description = "A parameter cannot be read")
    @APIResponse(responseCode = "404", description = "There is no such customer")
    public Page<CustomerCampaign> campaigns(
            @PathParam("customer_id") UUID customerId,
            @Parameter(description = "1 to 500, else 50") @QueryParam("limit") @Nullable String limit,
            @Parameter(description = "next_cursor of the page before") @QueryParam("cursor") @Nullable String cursor) {
        return service.campaigns(
                caller.requireTenant(),
                customerId,
                Limit.parse(limit),
                Cursor.decode(cursor, CustomerService.CAMPAIGNS, 1));
    }

    @PATCH
    @Operation(
            operationId = "editCustomer",
            summary = "Edit a customer",
            description =
                    "Changes values of the profile, for all campaigns, and the channels on which the person does not"
                            + " want to be contacted. If a value is another one now, Participant Updated fires for each of the"
                            + " customer's participants; opting out or in fires nothing.")
    @APIResponse(responseCode = "200", description = "The customer as it is now")
    @APIResponse(responseCode = "400", description = "The body cannot be read, or names a channel that does not exist")
    @APIResponse(responseCode = "404", description = "There is no such customer")
    @APIResponse(
            responseCode = "422",
            description = "A value cannot be stored, or another contact has the identifier; nothing was changed")
    public CustomerDetails edit(@PathParam("customer_id") UUID customerId, @NotNull CustomerEdit edit) {
        return service.edit(caller.requireTenant(), customerId, edit, caller.actor());
    }
}
