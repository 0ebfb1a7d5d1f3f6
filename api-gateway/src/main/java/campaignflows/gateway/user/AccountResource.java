package campaignflows.gateway.user;

import campaignflows.gateway.authentication.CurrentPrincipal;
import campaignflows.gateway.authentication.Principal;
import campaignflows.platform.web.auth.CurrentCaller;
import campaignflows.platform.web.auth.Role;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** What people change about their own sign-in by address and password; whoever has none of it gets 409. */
@Path("/api/v1/account")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Role.VIEWER_ROLE)
@Tag(name = "Tenant and access")
public class AccountResource {
    private final AccountService accounts;
    private final CurrentPrincipal principal;
    private final CurrentCaller caller;

    public AccountResource(AccountService accounts, CurrentPrincipal principal, CurrentCaller caller) {
        this.accounts = accounts;
        this.principal = principal;
        this.caller = caller;
    }

    /** Who is asking, once more. */
    @Schema(name = "PasswordConfirmation")
    public record Confirmation(
            @Schema(required = true) @Nullable String password) {
        @Override
        public String toString() {
            return "Confirmation";
        }
    }

    @PUT
    @Path("/password")
    @APIResponse(responseCode = "204", description = "The new password signs in from now on")
    @APIResponse(responseCode = "409", description = "Whoever calls has no password of their own here")
    @Operation(summary = "Change the own password; other sessions end", operationId = "changePassword")
    public Uni<Void> changePassword(@NotNull PasswordChange change) {
        change.requireCurrent();
        return accounts.changePassword(owner(), change);
    }

    @POST
    @Path("/second-factor/secret")
    @APIResponse(responseCode = "200", description = "The secret, which counts when it is confirmed by a code")
    @APIResponse(responseCode = "409", description = "Whoever calls has no password of their own here")
    @Operation(summary = "Get a secret to set an authenticator app up with", operationId = "createSecondFactorSecret")
    public Uni<NewSecret> newSecret() {
        return accounts.newSecret(owner());
    }

    @PUT
    @Path("/second-factor")
    @APIResponse(responseCode = "200", description = "The recovery codes, which are told this once")
    @APIResponse(responseCode = "409", description = "There is one, or the caller has no password of their own here")
    @Operation(
            summary = "Ask for a code of the authenticator app at each sign-in; other sessions end",
            operationId = "addSecondFactor")
    public Uni<RecoveryCodeList> addSecondFactor(@NotNull NewSecondFactor added) {
        return accounts.addSecondFactor(owner(), added);
    }

    @POST
    @Path("/second-factor/recovery-codes")
    @APIResponse(responseCode = "200", description = "The recovery codes, which are told this once")
    @APIResponse(responseCode = "409", description = "There is no app, or the caller has no password of their own here")
    @Operation(
            summary = "Get new recovery codes; the former ones count no longer, other sessions end",
            operationId = "renewRecoveryCodes")
    public Uni<RecoveryCodeList> renewRecoveryCodes(@NotNull Confirmation confirmation) {
        return accounts.renewRecoveryCodes(owner(), PasswordChange.required("password", confirmation.password()));
    }

    @POST
    @Path("/second-factor/remove")
    @APIResponse(responseCode = "204", description = "The password alone signs in from now on")
    @APIResponse(responseCode = "409", description = "Whoever calls has no password of their own here")
    @Operation(
            summary = "Ask for no code of an authenticator app any more; other sessions end",
            operationId = "removeSecondFactor")
    public Uni<Void> removeSecondFactor(@NotNull Confirmation confirmation) {
        return accounts.removeSecondFactor(owner(), PasswordChange.required("password", confirmation.password()));
    }

    private AccountService.Owner owner() {
        Principal.Member member = principal.requireMember();
        return new AccountService.Owner(
                member.tenant(),
                member.id(),
                principal.presentedHash().orElse(null),
                principal.source(),
                caller.actor());
    }
}
