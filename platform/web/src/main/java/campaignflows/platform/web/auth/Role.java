package campaignflows.platform.web.auth;

import campaignflows.platform.values.WireName;
import java.util.Optional;

/**
 * What a caller may do (product.md T2). The constants are for {@code @RolesAllowed}; a resource lists every role that
 * may call it.
 */
public enum Role {
    /** All of a tenant. */
    ADMIN,
    /** Participants, communications, analytics. */
    OPERATOR,
    /** Reading. */
    VIEWER,
    /** Another service of this system. */
    SERVICE;

    public static final String ADMIN_ROLE = "admin";
    public static final String OPERATOR_ROLE = "operator";
    public static final String VIEWER_ROLE = "viewer";
    public static final String SERVICE_ROLE = "service";

    public String wireName() {
        return WireName.of(this);
    }

    public static Optional<Role> ofWireName(String name) {
        return WireName.find(Role.class, name);
    }
}
