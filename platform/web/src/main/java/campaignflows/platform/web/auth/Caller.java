package campaignflows.platform.web.auth;

import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Who a token speaks for.
 *
 * @param tenant null only for calls across tenants, which services alone make
 * @param subject a user's or API key's id, or a service's name
 * @param name of the user or API key as people gave it; null if unknown
 * @param origin from where the gateway saw the request; null of a service that acts by itself
 */
public record Caller(
        @Nullable UUID tenant,
        String subject,
        Set<Role> roles,
        @Nullable String name,
        @Nullable CallerOrigin origin) {
    /** A caller of whom it is not known from where. */
    public Caller(@Nullable UUID tenant, String subject, Set<Role> roles, @Nullable String name) {
        this(tenant, subject, roles, name, null);
    }

    /** A caller whose name does not matter. */
    public Caller(@Nullable UUID tenant, String subject, Set<Role> roles) {
        this(tenant, subject, roles, null);
    }

    public Caller {
        if (subject.isBlank()) {
            throw new IllegalArgumentException("Expected a subject, but it is blank");
        }
        if (roles.isEmpty()) {
            throw new IllegalArgumentException("Expected at least one role, but there is none");
        }
        if (tenant == null && !roles.equals(Set.of(Role.SERVICE))) {
            throw new IllegalArgumentException("Expected a tenant for every caller but a service, but there is none");
        }
        roles = Set.copyOf(roles);
    }

    /** The same caller, seen from there. */
    public Caller from(CallerOrigin seen) {
        return new Caller(tenant, subject, roles, name, seen);
    }

    /** A service that acts for a tenant, or across tenants ({@code null}). */
    public static Caller service(String name, @Nullable UUID tenant) {
        return new Caller(tenant, name, Set.of(Role.SERVICE));
    }
}
