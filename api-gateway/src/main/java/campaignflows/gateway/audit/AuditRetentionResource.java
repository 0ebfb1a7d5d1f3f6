package campaignflows.gateway.audit;

import campaignflows.platform.web.auth.CurrentCaller;
import campaignflows.platform.web.auth.Role;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** How long the caller's tenant keeps its audit log. */
@Path("/api/v1/audit/retention")
@RunOnVirtualThread
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Role.ADMIN_ROLE)
@Tag(name = "Audit log")
public class AuditRetentionResource {
    private final AuditRetentionService service;
    private final CurrentCaller caller;

    AuditRetentionResource(AuditRetentionService service, CurrentCaller caller) {
        this.service = service;
        this.caller = caller;
    }

    /** How many days. */
    @Schema(name = "AuditRetention")
    public record Days(
            @Schema(required = true, description = "90 to 3650") @Nullable
            Integer days) {}

    @GET
    @Operation(operationId = "getAuditRetention", summary = "For how many days audit events are kept")
    public Days get() {
        return new Days(service.of(caller.requireTenant()));
    }

    @PUT
    @Operation(
            operationId = "setAuditRetention",
            summary = "Set for how many days audit events are kept",
            description = "Older ones are deleted within an hour or so. The change is an event of the log itself.")
    @APIResponse(responseCode = "200", description = "The days that hold now")
    @APIResponse(responseCode = "422", description = "It is not a number from 90 to 3650")
    public Days set(@NotNull Days wanted) {
        return new Days(service.set(caller.requireTenant(), wanted.days(), caller.actor()));
    }
}
