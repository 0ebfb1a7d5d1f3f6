package campaignflows.gateway.authentication;

import campaignflows.platform.web.auth.Role;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/** Roles as stored in columns: by their wire names, in order. */
public final class StoredRoles {

    private StoredRoles() {}

    public static String[] of(Collection<Role> roles) {
        return roles.stream().sorted().map(Role::wireName).toArray(String[]::new);
    }

    public static List<Role> read(String[] stored) {
        return Arrays.stream(stored)
                .flatMap(name -> Role.ofWireName(name).stream())
                .toList();
    }
}
