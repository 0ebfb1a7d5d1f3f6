package campaignflows.platform.web.auth;

import campaignflows.platform.values.WireName;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What a caller may do (product.md T2). Of the roles of people each includes those after it, see {@link IncludedRoles}; so a resource
 * says by {@code @RolesAllowed}, for which the constants are, the least role that may call it.
 */
public enum Role {
    /** All of a tenant. */
    ADMIN,
    /** Campaigns with their fields and flows, and what an operator may; of the settings nothing but reading. */
    CAMPAIGN_MANAGER,
    /** Participants, uploads, communications, analytics. */
    OPERATOR,
    /** Reading. */
    VIEWER,
    /** Another service of this system. */
    SERVICE;

    public static final String ADMIN_ROLE = "admin";
    public static final String CAMPAIGN_MANAGER_ROLE = "campaign_manager";
    public static final String OPERATOR_ROLE = "operator";
    public static final String VIEWER_ROLE = "viewer";
    public static final String SERVICE_ROLE = "service";

    public String wireName() {
        return WireName.of(this);
    }

    /** The roles of people and of API keys, the one that may do most first. */
    public static List<Role> ofPeople() {
        return Arrays.stream(values()).filter(role -> role != SERVICE).toList();
    }

    /** This role and those whose every permission it has. */
    public List<Role> included() {
        return this == SERVICE
                ? List.of(SERVICE)
                : ofPeople().stream().filter(role -> role.compareTo(this) >= 0).toList();
    }

    public static Optional<Role> ofWireName(String name) {
        return WireName.find(Role.class, name);
    }
}
