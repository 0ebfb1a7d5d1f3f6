package campaignflows.gateway.user;

import campaignflows.gateway.authentication.CurrentPrincipal;
import campaignflows.platform.contracts.audit.ActorKind;
import campaignflows.platform.web.problem.ProblemException;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** What whoever holds the link of an invitation does with it. The secret is in bodies only, which no log has. */
@Path("/api/v1/invitations")
@Produces(MediaType.APPLICATION_JSON)
@PermitAll
@Tag(name = "Tenant and access")
public class InvitationResource {
    private final InvitationService invitations;
    private final CurrentPrincipal principal;

    public InvitationResource(InvitationService invitations, CurrentPrincipal principal) {
        this.invitations = invitations;
        this.principal = principal;
    }

    /** The secret of a link. */
    @Schema(name = "InvitationLink")
    public record Link(@Schema(required = true) @Nullable String token) {
        @Override
        public String toString() {
            return "Link";
        }
    }

    /** The secret of a link, and the password chosen by it. */
    @Schema(name = "InvitationAcceptance")
    public record Acceptance(
            @Schema(required = true) @Nullable String token,

            @Schema(required = true, description = "12 to 200 characters, none of the commonest passwords") @Nullable
            String password) {
        @Override
        public String toString() {
            return "Acceptance";
        }
    }

    @POST
    @Path("/check")
    @APIResponse(responseCode = "200", description = "The invitation")
    @APIResponse(responseCode = "404", description = "The link has been used or has ended")
    @Operation(summary = "Whom a link invites", operationId = "checkInvitation")
    public Uni<Invitation> check(@NotNull Link link) {
        return invitations.check(token(link.token()), principal.source());
    }

    @POST
    @Path("/accept")
    @APIResponse(responseCode = "204", description = "The password signs in from now on")
    @APIResponse(responseCode = "404", description = "The link has been used or has ended")
    @Operation(summary = "Choose a password by a link, which is used up by it", operationId = "acceptInvitation")
    public Uni<Void> accept(@NotNull Acceptance acceptance) {
        return invitations.accept(
                token(acceptance.token()),
                PasswordChange.required("password", acceptance.password()),
                principal.source(),
                principal.originOf(ActorKind.USER));
    }

    private static String token(@Nullable String token) {
        if (token == null || token.isBlank()) {
            throw ProblemException.invalidField("token", "Give the token of the link");
        }
        return token.strip();
    }
}
