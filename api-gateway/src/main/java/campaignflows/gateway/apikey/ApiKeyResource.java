package campaignflows.gateway.apikey;

import campaignflows.gateway.authentication.CredentialLimits;
import campaignflows.gateway.authentication.CurrentPrincipal;
import campaignflows.platform.web.auth.CurrentCaller;
import campaignflows.platform.web.auth.Role;
import campaignflows.platform.web.problem.ProblemException;
import campaignflows.platform.web.request.Cursor;
import campaignflows.platform.web.request.Limit;
import campaignflows.platform.web.request.Page;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
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

    private final ApiKeyService keys;
    private final CurrentCaller caller;
    private final CurrentPrincipal principal;
    private final Clock clock;

    public ApiKeyResource(ApiKeyService keys, CurrentCaller caller, CurrentPrincipal principal, Clock clock) {
        this.keys = keys;
        this.caller = caller;
        this.principal = principal;
        this.clock = clock;
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
        NewApiKey.Valid key = request.valid(clock.instant());
        return keys.create(caller.requireTenant(), key.name(), key.roles(), key.terms(), caller.actor());
    }

    @PATCH
    @Path("/{key_id}")
    @APIResponse(responseCode = "200", description = "The key as it is now")
    @APIResponse(
            responseCode = "409",
            description = "It is the last key with the role admin that neither expires nor has scopes")
    @Operation(summary = "Change when an API key ends, from where it is accepted, its limit or its scopes")
    public Uni<ApiKeyView> change(@PathParam("key_id") UUID id, @NotNull ApiKeyChange change) {
        boolean own = id.equals(principal.requireMember().id());
        String address = principal.address();
        return keys.change(
                caller.requireTenant(),
                id,
                before -> {
                    ApiKeyTerms after = change.appliedTo(before, clock.instant());
                    if (own && !after.addresses().isEmpty() && !CredentialLimits.contain(after.addresses(), address)) {
                        throw ProblemException.invalidField(
                                "allowed_addresses",
                                "Allow the address that you call from, %s, too".formatted(address));
                    }
                    return after;
                },
                caller.actor());
    }

    @POST
    @Path("/{key_id}/rotate")
    @APIResponseSchema(
            value = CreatedApiKey.class,
            responseCode = "200",
            responseDescription = "The key and its new secret")
    @APIResponse(responseCode = "409", description = "Its secret comes from a file of the installation")
    @Operation(
            summary = "Give an API key a new secret, which is returned this once",
            operationId = "rotateApiKey",
            description =
                    "The present secret stays valid for the overlap, so that callers can be given the new one without a pause;"
                            + " a secret from a rotation before that ends at once.")
    public Uni<CreatedApiKey> rotate(@PathParam("key_id") UUID id, @Nullable ApiKeyRotation rotation) {
        Duration overlap = new ApiKeyRotation(rotation == null ? null : rotation.overlap()).validOverlap();
        return keys.rotate(caller.requireTenant(), id, overlap, caller.actor());
    }

    @DELETE
    @Path("/{key_id}")
    @Operation(summary = "Revoke an API key, at once")
    public Uni<Void> revoke(@PathParam("key_id") UUID id) {
        return keys.revoke(caller.requireTenant(), id, caller.actor());
    }
}
