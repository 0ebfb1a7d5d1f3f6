package campaignflows.platform.web.auth;

import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.SecurityIdentityAugmentor;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.Set;
import java.util.stream.Collectors;

/** Gives each caller the roles that theirs include, so that a resource need only name the least that may call it. */
@Singleton
public class IncludedRoles implements SecurityIdentityAugmentor {
    @Override
    public Uni<SecurityIdentity> augment(SecurityIdentity identity, AuthenticationRequestContext context) {
        Set<String> included = identity.getRoles().stream()
                .flatMap(name -> Role.ofWireName(name).stream())
                .flatMap(role -> role.included().stream())
                .map(Role::wireName)
                .collect(Collectors.toSet());
        return Uni.createFrom()
                .item(
                        included.equals(identity.getRoles())
                                ? identity
                                : QuarkusSecurityIdentity.builder(identity)
                                        .addRoles(included)
                                        .build());
    }
}
