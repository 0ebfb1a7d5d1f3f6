package campaignflows.platform.web.auth;

import campaignflows.platform.contracts.audit.Actor;
import campaignflows.platform.contracts.audit.ActorKind;
import campaignflows.platform.values.WireName;
import campaignflows.platform.web.problem.ProblemException;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.RequestScoped;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;

/**
 * The caller of the current request. Resources read the tenant from it and pass that on as a parameter: nothing below them uses
 * it, so that consumers and jobs can use the same services.
 */
@RequestScoped
public class CurrentCaller {
    private final SecurityIdentity identity;

    public CurrentCaller(SecurityIdentity identity) {
        this.identity = identity;
    }

    /** The tenant; for a call without one, which only services make, 403. */
    public UUID requireTenant() {
        return tenant().orElseThrow(() -> ProblemException.forbidden("This call needs a token of one tenant"));
    }

    public Optional<UUID> tenant() {
        return token().map(token -> token.<Object>getClaim(InternalTokens.TENANT_CLAIM))
                .map(CurrentCaller::tenantId);
    }

    /** The user's or API key's id, or the calling service's name. */
    public String subject() {
        return token().map(JsonWebToken::getSubject)
                .orElseThrow(() -> ProblemException.unauthenticated("This call needs a token"));
    }

    /** What people call the user or API key; its subject if that is not known. */
    public String name() {
        return claim(InternalTokens.NAME_CLAIM).orElseGet(this::subject);
    }

    /** Who is the cause of what this request changes; resources pass it on, as they do the tenant. */
    public Actor actor() {
        CallerOrigin origin = origin();
        return origin == null
                ? new Actor(hasRole(Role.SERVICE) ? ActorKind.SYSTEM : ActorKind.USER, subject(), name(), null, null)
                : new Actor(origin.kind(), subject(), name(), origin.address(), origin.requestId());
    }

    public Set<Role> roles() {
        return identity.getRoles().stream()
                .flatMap(name -> Role.ofWireName(name).stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    public boolean hasRole(Role role) {
        return identity.hasRole(role.wireName());
    }

    /** The same caller, to call another service on its behalf. */
    public Caller caller() {
        return new Caller(tenant().orElse(null), subject(), roles(), name(), origin());
    }

    private @Nullable CallerOrigin origin() {
        return claim(InternalTokens.KIND_CLAIM)
                .map(kind -> new CallerOrigin(
                        WireName.constant(ActorKind.class, kind),
                        claim(InternalTokens.ADDRESS_CLAIM).orElse(null),
                        claim(InternalTokens.REQUEST_CLAIM).orElse(null)))
                .orElse(null);
    }

    private Optional<String> claim(String name) {
        return token().map(token -> token.<Object>getClaim(name))
                .map(Object::toString)
                .filter(text -> !text.isBlank());
    }

    private Optional<JsonWebToken> token() {
        return identity.getPrincipal() instanceof JsonWebToken token ? Optional.of(token) : Optional.empty();
    }

    private static UUID tenantId(Object claim) {
        try {
            return UUID.fromString(claim.toString());
        } catch (IllegalArgumentException e) {
            throw ProblemException.unauthenticated("The token's tenant is no id");
        }
    }
}
