package campaignflows.gateway.tenant;

import campaignflows.gateway.apikey.ApiKeyService;
import campaignflows.gateway.apikey.CreatedApiKey;
import campaignflows.platform.values.ValueLimits;
import campaignflows.platform.web.auth.CurrentCaller;
import campaignflows.platform.web.auth.Role;
import campaignflows.platform.web.problem.ProblemException;
import campaignflows.platform.web.request.Cursor;
import campaignflows.platform.web.request.Limit;
import campaignflows.platform.web.request.Page;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jspecify.annotations.Nullable;

/** The tenants of this installation, for the holder of the operator's key, whom the gateway authenticates as a service. */
@Path("/api/v1/tenants")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Role.SERVICE_ROLE)
@Tag(name = "Tenants")
public class TenantsResource {
    private static final String LIST = "tenants:id";
    private static final String DEFAULT_DATE_FORMAT = "yyyy-MM-dd";

    private final TenantService tenants;
    private final ApiKeyService keys;
    private final CurrentCaller caller;

    public TenantsResource(TenantService tenants, ApiKeyService keys, CurrentCaller caller) {
        this.tenants = tenants;
        this.keys = keys;
        this.caller = caller;
    }

    /** A tenant to be made. */
    @Schema(name = "NewTenant")
    public record NewTenant(
            @Schema(required = true) @Nullable String name,

            @Schema(required = true, description = "Name of the IANA database") @Nullable
            String timezone,

            @Schema(description = "yyyy-MM-dd unless given") @Nullable
            String dateFormat,

            @Nullable String region) {
        TenantSettings settings() {
            return TenantSettings.of(name, timezone, dateFormat == null ? DEFAULT_DATE_FORMAT : dateFormat, region);
        }
    }

    /** The tenant and an administrator's key of it. */
    @Schema(name = "CreatedTenant")
    public record CreatedTenant(
            TenantView tenant,

            @Schema(description = "An administrator's API key; shown this once")
            String apiKey) {}

    @POST
    @ResponseStatus(201)
    @APIResponseSchema(
            value = CreatedTenant.class,
            responseCode = "201",
            responseDescription = "The tenant and the secret of its key")
    @Operation(summary = "Make a tenant and its first API key (operator's key)")
    public Uni<CreatedTenant> create(@NotNull NewTenant request) {
        return tenants.createWithKey(request.settings(), caller.actor())
                .map(made -> new CreatedTenant(TenantView.of(made.tenant()), made.apiKey()));
    }

    /** A key that the operator makes. */
    @Schema(name = "NewAdministratorKey")
    public record NewAdministratorKey(
            @Schema(description = "1 to 200 characters; Operator's key unless given") @Nullable
            String name) {
        private static final int MAX_NAME = 200;

        String validName() {
            String text = name == null ? "Operator's key" : name.strip();
            if (text.isEmpty() || text.length() > MAX_NAME || !ValueLimits.isStorable(text)) {
                throw ProblemException.invalidField("name", "Give a name of 1 to 200 characters, or none");
            }
            return text;
        }
    }

    @POST
    @Path("/{tenant_id}/api-keys")
    @ResponseStatus(201)
    @APIResponseSchema(
            value = CreatedApiKey.class,
            responseCode = "201",
            responseDescription = "The key and its secret")
    @Operation(
            summary = "Make an administrator's API key for a tenant whose own are lost (operator's key)",
            operationId = "createAdministratorKey")
    public Uni<CreatedApiKey> createKey(@PathParam("tenant_id") UUID tenant, @NotNull NewAdministratorKey request) {
        return keys.createForOperator(tenant, request.validName(), caller.actor());
    }

    @GET
    @Operation(summary = "List tenants (operator's key)")
    public Uni<Page<TenantView>> list(
            @QueryParam("limit") @Nullable String limit, @QueryParam("cursor") @Nullable String cursor) {
        int size = Limit.parse(limit);
        var after = Cursor.decode(cursor, LIST, 1).map(keysOfLast -> keysOfLast.uuid(0));
        return tenants.list(after.orElse(null), size + 1)
                .map(found -> Page.ofOneMore(found, size, last -> Cursor.encode(LIST, last.id())))
                .map(page -> page.map(TenantView::of));
    }
}
