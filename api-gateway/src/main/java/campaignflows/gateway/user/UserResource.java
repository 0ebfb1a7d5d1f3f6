package campaignflows.gateway.user;

import campaignflows.platform.web.auth.CurrentCaller;
import campaignflows.platform.web.auth.Role;
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
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jspecify.annotations.Nullable;

/** The people of the caller's tenant who sign in by address and password, for its administrators. */
@Path("/api/v1/users")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Role.ADMIN_ROLE)
@Tag(name = "Tenant and access")
public class UserResource {
    private static final String LIST = "users:id";

    private final UserService users;
    private final CurrentCaller caller;

    public UserResource(UserService users, CurrentCaller caller) {
        this.users = users;
        this.caller = caller;
    }

    @GET
    @Operation(summary = "List the users of the built-in sign-in")
    public Uni<Page<UserView>> list(
            @QueryParam("limit") @Nullable String limit, @QueryParam("cursor") @Nullable String cursor) {
        int size = Limit.parse(limit);
        var after = Cursor.decode(cursor, LIST, 1).map(last -> last.uuid(0));
        return users.list(caller.requireTenant(), after.orElse(null), size + 1)
                .map(found -> Page.ofOneMore(found, size, last -> Cursor.encode(LIST, last.id())));
    }

    @POST
    @ResponseStatus(201)
    @APIResponseSchema(
            value = InvitedUser.class,
            responseCode = "201",
            responseDescription = "The user and the secret of the link")
    @APIResponse(responseCode = "409", description = "The address is a user of the tenant")
    @Operation(
            summary = "Invite a user; the secret of the link is returned this once",
            operationId = "inviteUser",
            description = "The link counts for 7 days, and once. No mail is sent: hand it over yourself.")
    public Uni<InvitedUser> invite(@NotNull NewUser request) {
        return users.invite(caller.requireTenant(), request.valid(), caller.actor());
    }

    @PATCH
    @Path("/{user_id}")
    @APIResponse(responseCode = "200", description = "The user as they are now")
    @APIResponse(responseCode = "409", description = "It is the last user with the role admin")
    @Operation(summary = "Change a user's name or role, or deactivate them")
    public Uni<UserView> change(@PathParam("user_id") UUID id, @NotNull UserChange change) {
        return users.change(caller.requireTenant(), id, change::appliedTo, caller.actor());
    }

    @DELETE
    @Path("/{user_id}")
    @APIResponse(responseCode = "204", description = "The user is gone")
    @APIResponse(responseCode = "409", description = "It is the last user with the role admin")
    @Operation(summary = "Remove a user, and end their sessions")
    public Uni<Void> remove(@PathParam("user_id") UUID id) {
        return users.remove(caller.requireTenant(), id, caller.actor());
    }

    @POST
    @Path("/{user_id}/invite")
    @APIResponseSchema(
            value = InvitedUser.class,
            responseCode = "200",
            responseDescription = "The user and the secret of the new link")
    @APIResponse(responseCode = "409", description = "The user is deactivated")
    @Operation(
            summary = "Give a user another link, by which they choose a new password",
            operationId = "inviteUserAgain",
            description =
                    "A former link ends. The present password counts until the link is used; using it takes the second factor away, too, and ends all sessions.")
    public Uni<InvitedUser> inviteAgain(@PathParam("user_id") UUID id) {
        return users.inviteAgain(caller.requireTenant(), id, caller.actor());
    }

    @DELETE
    @Path("/{user_id}/second-factor")
    @APIResponse(responseCode = "200", description = "The user as they are now")
    @Operation(
            summary = "Take the second factor from a user who has lost it, and end their sessions",
            operationId = "resetSecondFactor")
    public Uni<UserView> resetSecondFactor(@PathParam("user_id") UUID id) {
        return users.resetSecondFactor(caller.requireTenant(), id, caller.actor());
    }
}
