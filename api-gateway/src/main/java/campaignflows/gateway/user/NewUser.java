package campaignflows.gateway.user;

import campaignflows.platform.values.EmailAddresses;
import campaignflows.platform.web.auth.Role;
import campaignflows.platform.web.problem.ProblemError;
import campaignflows.platform.web.problem.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Somebody to be invited. */
@Schema(name = "NewUser")
public record NewUser(
        @Schema(required = true, description = "By which they sign in; no mail is sent to it") @Nullable
        String email,

        @Schema(required = true, description = "1 to 200 characters") @Nullable
        String name,

        @Schema(required = true) @Nullable Role role) {

    /** As it is to be stored. */
    record Valid(String email, UserTerms terms) {}

    Valid valid() {
        List<ProblemError> errors = new ArrayList<>();
        Optional<String> address = EmailAddresses.normal(email == null ? "" : email);
        if (address.isEmpty()) {
            errors.add(ProblemError.ofField("email", "Give an email address in the form name@example.com"));
        }
        UserTerms terms = new UserTerms(UserTerms.readName(name, errors), UserTerms.readRole(role, errors), false);
        if (!errors.isEmpty()) {
            throw ProblemException.invalid("The user is not valid").withErrors(errors);
        }
        return new Valid(address.orElseThrow(), terms);
    }
}
