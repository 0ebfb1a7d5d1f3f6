package campaignflows.gateway.apikey;

import campaignflows.platform.values.ValueLimits;
import campaignflows.platform.web.auth.Role;
import campaignflows.platform.web.problem.ProblemError;
import campaignflows.platform.web.problem.ProblemException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A key to be made. */
@Schema(name = "NewApiKey")
public record NewApiKey(
        @Schema(required = true) @Nullable String name,

        @Schema(required = true, description = "One or more of " + ROLES) @Nullable
        List<Role> roles,

        @Schema(description = "When the key ends; null for one that stays") @Nullable
        Instant expiresAt,

        @Schema(description = "Addresses and ranges (CIDR) from which it is accepted; none or null: from everywhere")
        @Nullable
        List<String> allowedAddresses,

        @Schema(description = "A limit of its own, below that of the installation; null: that of the installation")
        @Nullable
        Integer requestsPerMinute,

        @Schema(
                description = "What it may be used for, of " + ApiKeyTerms.SCOPES
                        + "; none or null: all that its roles allow")
        @Nullable
        List<String> scopes) {
    private static final int MAX_NAME = 200;
    private static final String ROLES = "admin, campaign_manager, operator, viewer";

    /** The key as it is to be stored. */
    record Valid(String name, Set<Role> roles, ApiKeyTerms terms) {}

    Valid valid(Instant now) {
        List<ProblemError> errors = new ArrayList<>();
        String text = name == null ? "" : name.strip();
        if (text.isEmpty() || text.length() > MAX_NAME || !ValueLimits.isStorable(text)) {
            errors.add(ProblemError.ofField("name", "Give a name of 1 to 200 characters"));
        }
        boolean known = roles != null && !roles.isEmpty() && Role.ofPeople().containsAll(roles);
        if (!known) {
            errors.add(ProblemError.ofField("roles", "Give one or more of " + ROLES));
        }
        ApiKeyTerms terms = ApiKeyTerms.read(expiresAt, allowedAddresses, requestsPerMinute, scopes, now, errors);
        if (roles == null || !errors.isEmpty()) {
            throw ProblemException.invalid("The API key is not valid").withErrors(errors);
        }
        return new Valid(text, Set.copyOf(roles), terms);
    }
}
