package campaignflows.gateway.apikey;

import campaignflows.platform.values.ValueLimits;
import campaignflows.platform.web.auth.CurrentCaller;
import campaignflows.platform.web.auth.Role;
import campaignflows.platform.web.problem.ProblemError;
import campaignflows.platform.web.problem.ProblemException;
import campaignflows.platform.web.request.Cursor;
import campaignflows.platform.web.request.Limit;
import campaignflows.platform.web.request.Page;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jspecify.annotations.Nullable;

/** The API keys of the caller's tenant, for its administrators. */
@Path("/api/v1/api-keys")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Role.ADMIN_ROLE)
@Tag(name = "Tenant and access")
public class ApiKeyResource {
    private static final String LIST = "api-keys:id";
    private static final int MAX_NAME = 200;

    private final ApiKeyService keys;
    private final CurrentCaller caller;

    public ApiKeyResource(ApiKeyService keys, CurrentCaller caller) {
        this.keys = keys;
        this.caller = caller;
    }

    /** A key to be made. */
    @Schema(name = "NewApiKey")
    public record NewApiKey(
            @Schema(required = true) @Nullable String name,

            @Schema(required = true, description = "One or more of admin, operator, viewer") @Nullable
            List<Role> roles) {

        String validName() {
            return name == null ? "" : name.strip();
        }

        Set<Role> validRoles() {
            return roles == null ? Set.of() : Set.copyOf(roles);
        }

        void validate() {
            List<ProblemError> errors = new ArrayList<>();
            String text = validName();
            if (text.isEmpty() || text.length() > MAX_NAME || !ValueLimits.isStorable(text)) {
                errors.add(ProblemError.ofField("name", "Give a name of 1 to 200 characters"));
            }
            if (roles == null || roles.isEmpty() || roles.contains(null) || roles.contains(Role.SERVICE)) {
                errors.add(ProblemError.ofField("roles", "Give one or more of admin, operator, viewer"));
            }
            if (!errors.isEmpty()) {
                throw ProblemException.invalid("The API key is not valid").withErrors(errors);
            }
        }
    }

    @GET
    @Operation(summary = "List API keys, without their secrets")
    public Uni<Page<ApiKeyView>> list(
            @QueryParam("limit") @Nullable String limit, @QueryParam("cursor") @Nullable String cursor) {
        int size = Limit.parse(limit);
        var after = Cursor.decode(cursor, LIST, 1).map(last -> last.uuid(0));
        return keys.list(caller.requireTenant(), after.orElse(null), size + 1)
                .map(found -> Page.ofOneMore(found, size, last -> Cursor.encode(LIST, last.id())))
                .map(page -> page.map(ApiKeyView::of));
    }

    @POST
    @ResponseStatus(201)
    @APIResponseSchema(
            value = CreatedApiKey.class,
            responseCode = "201",
            responseDescription = "The key and its secret")
    @Operation(summary = "Make an API key; its secret is returned this once")
    public Uni<CreatedApiKey> create(@NotNull NewApiKey request) {
        request.validate();
        return keys.create(caller.requireTenant(), request.validName(), request.validRoles());
    }

    @DELETE
    @Path("/{key_id}")
    @Operation(summary = "Revoke an API key, at once")
    public Uni<Void> revoke(@PathParam("key_id") UUID id) {
        return keys.revoke(caller.requireTenant(), id);
    }
}
