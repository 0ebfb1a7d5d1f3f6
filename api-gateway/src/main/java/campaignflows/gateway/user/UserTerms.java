package campaignflows.gateway.user;

import campaignflows.platform.contracts.audit.AuditChange;
import campaignflows.platform.values.ValueLimits;
import campaignflows.platform.web.auth.Role;
import campaignflows.platform.web.problem.ProblemError;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What an administrator decides about a user. */
record UserTerms(String name, Role role, boolean disabled) {
    private static final int MAX_NAME = 200;
    /** A person's, of which the audit log tells only that it is another one. */
    private static final Set<String> CONCEALED = Set.of("name");

    /** Adds what is wrong, and gives the name as it is stored. */
    static String readName(@Nullable String text, List<ProblemError> errors) {
        String name = text == null ? "" : text.strip();
        if (name.isEmpty() || name.length() > MAX_NAME || !ValueLimits.isStorable(name)) {
            errors.add(ProblemError.ofField("name", "Give a name of 1 to 200 characters"));
        }
        return name;
    }

    /** Adds what is wrong; a role that is none of people's is the least of them then. */
    static Role readRole(@Nullable Role role, List<ProblemError> errors) {
        if (role == null || !Role.ofPeople().contains(role)) {
            errors.add(ProblemError.ofField("role", "Give admin, campaign_manager, operator or viewer"));
            return Role.VIEWER;
        }
        return role;
    }

    AuditChange created() {
        return AuditChange.created(this, CONCEALED);
    }

    AuditChange deleted() {
        return AuditChange.deleted(this, CONCEALED);
    }

    /** What has become of it since. */
    AuditChange until(UserTerms now) {
        return AuditChange.between(this, now, CONCEALED);
    }
}
