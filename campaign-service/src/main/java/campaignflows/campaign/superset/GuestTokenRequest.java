package campaignflows.campaign.superset;

import java.util.List;
import java.util.UUID;

/**
 * The body of Superset's {@code POST /api/v1/security/guest_token/}. The rule names no data set, so it applies to all of them.
 *
 * @param rls exactly one rule; Superset takes none for all rows
 */
record GuestTokenRequest(User user, List<Resource> resources, List<Rule> rls) {
    GuestTokenRequest {
        resources = List.copyOf(resources);
        rls = List.copyOf(rls);
        if (rls.isEmpty() || rls.stream().anyMatch(rule -> rule.clause().isBlank())) {
            throw new IllegalArgumentException("Expected a rule with a clause, but there is none");
        }
    }

    GuestTokenRequest(UUID dashboardId, RowFilter filter) {
        this(
                new User("tenant-" + filter.tenantId(), "Campaign", "Flows"),
                List.of(new Resource("dashboard", dashboardId.toString())),
                List.of(new Rule(filter.clause())));
    }

    /** What Superset logs a guest as; nobody's name. */
    record User(String username, String firstName, String lastName) {}

    record Resource(String type, String id) {}

    record Rule(String clause) {}
}
