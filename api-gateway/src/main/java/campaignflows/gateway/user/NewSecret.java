package campaignflows.gateway.user;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A secret for an authenticator app. */
@Schema(name = "SecondFactorSecret")
public record NewSecret(
        @Schema(description = "As it is typed into an app") String secret,

        @Schema(description = "The same as an app reads it from a QR code, otpauth://…")
        String address) {
    static NewSecret of(Totp totp, String email) {
        return new NewSecret(totp.text(), totp.address(email));
    }

    @Override
    public String toString() {
        return "NewSecret";
    }
}
