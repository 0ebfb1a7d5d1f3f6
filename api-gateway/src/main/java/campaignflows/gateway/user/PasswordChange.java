package campaignflows.gateway.user;

import campaignflows.platform.web.problem.ProblemException;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Another password in place of the present one. */
@Schema(name = "PasswordChange")
public record PasswordChange(
        @Schema(required = true) @Nullable String currentPassword,

        @Schema(required = true, description = "12 to 200 characters, none of the commonest passwords") @Nullable
        String newPassword) {
    @Override
    public String toString() {
        return "PasswordChange";
    }

    String requireCurrent() {
        return required("current_password", currentPassword);
    }

    String requireNew() {
        return required("new_password", newPassword);
    }

    static String required(String field, @Nullable String password) {
        if (password == null || password.isEmpty()) {
            throw ProblemException.invalidField(field, "Give the password");
        }
        return password;
    }
}
