package campaignflows.gateway.tenant;

import campaignflows.platform.web.auth.CurrentCaller;
import campaignflows.platform.web.auth.Role;
import campaignflows.platform.web.problem.ProblemException;
import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The caller's own tenant. */
@Path("/api/v1/tenant")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Tenant and access")
public class TenantResource {
    private final TenantService tenants;
    private final CurrentCaller caller;

    public TenantResource(TenantService tenants, CurrentCaller caller) {
        this.tenants = tenants;
        this.caller = caller;
    }

    /**
     * What may be changed; what is absent stays.
     *
     * @param region a JSON null clears it, absence (null here) leaves it
     */
    @Schema(name = "TenantChange")
    public record TenantChange(
            @Nullable String name,
            @Nullable String timezone,
            @Nullable String dateFormat,

            @Schema(implementation = String.class, description = "null clears it") @Nullable
            JsonNode region) {

        TenantSettings appliedTo(TenantSettings before) {
            return TenantSettings.of(
                    name == null ? before.name() : name,
                    timezone == null ? before.timezone().getId() : timezone,
                    dateFormat == null ? before.dateFormat() : dateFormat,
                    region == null ? before.region() : regionText(region));
        }

        private static @Nullable String regionText(JsonNode region) {
            if (!region.isNull() && !region.isTextual()) {
                throw ProblemException.malformed("region: Expected a text or null");
            }
            return region.textValue();
        }
    }

    @GET
    @RolesAllowed(Role.VIEWER_ROLE)
    @Operation(summary = "The caller's tenant")
    public Uni<TenantView> get() {
        return tenants.get(caller.requireTenant()).map(TenantView::of);
    }

    @PATCH
    @RolesAllowed(Role.ADMIN_ROLE)
    @Operation(summary = "Change name, time zone, date format or region of the caller's tenant")
    public Uni<TenantView> change(@NotNull TenantChange change) {
        return tenants.change(caller.requireTenant(), change::appliedTo, caller.actor())
                .map(TenantView::of);
    }
}
