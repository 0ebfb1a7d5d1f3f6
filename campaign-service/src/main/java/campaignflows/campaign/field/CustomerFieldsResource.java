package campaignflows.campaign.field;

import campaignflows.platform.web.auth.CurrentCaller;
import campaignflows.platform.web.auth.Role;
import campaignflows.platform.web.request.Cursor;
import campaignflows.platform.web.request.Limit;
import campaignflows.platform.web.request.Page;
import campaignflows.platform.web.request.QueryParameters;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The fields of the tenant's customer profiles over HTTP, from which a campaign can choose. */
@Path("/api/v1/customer-fields")
@Blocking
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Data fields")
public class CustomerFieldsResource {
    private final CustomerFieldService fields;
    private final CurrentCaller caller;

    CustomerFieldsResource(CustomerFieldService fields, CurrentCaller caller) {
        this.fields = fields;
        this.caller = caller;
    }

    @GET
    @RolesAllowed(Role.VIEWER_ROLE)
    @Operation(
            operationId = "listCustomerFields",
            summary = "Lists the Customer Profile fields of the tenant, in their order, the system fields first",
            description = "search is found in the name or the title, without regard to case. A campaign uses one of"
                    + " them by adding a field of this name, type and values at the level customer")
    public Uni<Page<CustomerFieldView>> list(
            @QueryParam("search") @Nullable String search,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor) {
        return fields.page(
                        caller.requireTenant(),
                        QueryParameters.text("search", search),
                        Cursor.decode(cursor, CustomerFieldService.LIST, 1),
                        Limit.parse(limit))
                .map(page -> page.map(CustomerFieldView::of));
    }
}
