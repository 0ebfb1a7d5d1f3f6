package campaignflows.gateway.user;

import campaignflows.platform.web.problem.ProblemException;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** An authenticator app that has been set up, with what proves it and who is asking. */
@Schema(name = "NewSecondFactor")
public record NewSecondFactor(
        @Schema(required = true) @Nullable String password,

        @Schema(required = true, description = "As it was given for the app") @Nullable
        String secret,

        @Schema(required = true, description = "The six digits that the app shows now") @Nullable
        String code) {
    @Override
    public String toString() {
        return "NewSecondFactor";
    }

    String requirePassword() {
        return PasswordChange.required("password", password);
    }

    Totp requireTotp() {
        return Totp.read(secret == null ? "" : secret)
                .orElseThrow(() -> ProblemException.invalidField("secret", "Give the secret as it was given to you"));
    }

    String codeOrNothing() {
        return code == null ? "" : code.strip();
    }
}
