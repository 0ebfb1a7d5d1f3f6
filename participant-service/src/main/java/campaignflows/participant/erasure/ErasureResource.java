package campaignflows.participant.erasure;

import campaignflows.platform.web.auth.CurrentCaller;
import campaignflows.platform.web.auth.Role;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Erasing a customer. */
@Path("/api/v1/customers/{customer_id}")
@Tag(name = "Customers")
@RunOnVirtualThread
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Role.ADMIN_ROLE)
public class ErasureResource {
    private static final int ACCEPTED = 202;

    private final ErasureService service;
    private final CurrentCaller caller;

    ErasureResource(ErasureService service, CurrentCaller caller) {
        this.service = service;
        this.caller = caller;
    }

    @DELETE
    @Operation(
            operationId = "eraseCustomer",
            summary = "Erase a customer",
            description =
                    "Deletes all personal data: at once the profile and the customer's participants in all campaigns,"
                            + " then, until the erasure is finished, what is kept of communications and of uploads. Counts stay."
                            + " Planned communications are canceled without firing triggers. It cannot be undone; an import of the"
                            + " same person later makes a new customer. Asking again tells how far it is.")
    @APIResponse(
            responseCode = "202",
            description = "The profile is gone, and the rest is being erased",
            content = @Content(schema = @Schema(implementation = ErasureView.class)))
    @APIResponse(
            responseCode = "200",
            description = "It was erased before, and nothing is left",
            content = @Content(schema = @Schema(implementation = ErasureView.class)))
    @APIResponse(responseCode = "404", description = "There is and was no such customer")
    public Response erase(@PathParam("customer_id") UUID customerId) {
        ErasureView erasure = service.erase(caller.requireTenant(), customerId, caller.actor());
        return switch (erasure.status()) {
            case IN_PROGRESS -> Response.status(ACCEPTED).entity(erasure).build();
            case FINISHED -> Response.ok(erasure).build();
        };
    }

    @GET
    @Path("/erasure")
    @Operation(operationId = "getCustomerErasure", summary = "Read how far the erasure of a customer is")
    @APIResponse(responseCode = "200", description = "The erasure")
    @APIResponse(responseCode = "404", description = "The erasure of such a customer was never asked for")
    public ErasureView get(@PathParam("customer_id") UUID customerId) {
        return service.get(caller.requireTenant(), customerId);
    }
}
