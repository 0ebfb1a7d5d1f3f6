package campaignflows.gateway.user;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What whoever signs in by address and password sees of their own, and may change. */
@Schema(name = "Account")
public record Account(
        String email,

        @Schema(description = "Whether a code of an authenticator app is asked for at the sign-in")
        boolean secondFactor,

        int recoveryCodesLeft) {
    static Account of(User user) {
        return new Account(
                user.email(), user.secondFactor().isOn(), user.secondFactor().recoveryCodesLeft());
    }
}
