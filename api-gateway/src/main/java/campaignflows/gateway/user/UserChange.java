package campaignflows.gateway.user;

import campaignflows.platform.web.auth.Role;
import campaignflows.platform.web.problem.ProblemError;
import campaignflows.platform.web.problem.ProblemException;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What may be changed of a user; what is absent stays. */
@Schema(name = "UserChange")
public record UserChange(
        @Schema(description = "1 to 200 characters") @Nullable
        String name,

        @Schema(description = "Another one ends the user's sessions") @Nullable
        Role role,

        @Schema(description = "true ends the user's sessions, and lets them sign in no more until it is false again")
        @Nullable
        Boolean disabled) {

    UserTerms appliedTo(UserTerms before) {
        List<ProblemError> errors = new ArrayList<>();
        UserTerms after = new UserTerms(
                name == null ? before.name() : UserTerms.readName(name, errors),
                role == null ? before.role() : UserTerms.readRole(role, errors),
                disabled == null ? before.disabled() : disabled);
        if (!errors.isEmpty()) {
            throw ProblemException.invalid("The user is not valid").withErrors(errors);
        }
        return after;
    }
}
