package campaignflows.gateway.openid;

import campaignflows.platform.web.auth.Role;
import campaignflows.platform.web.problem.ProblemException;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the claims of one provider's tokens mean here. A tenant is named by its id or by what the operator has mapped to one, never
 * by its name: tenants rename themselves.
 *
 * @param tenant the tenant of all who sign in there; null if a claim says it
 * @param roles our roles by the values of the claim
 */
public record ClaimRules(
        @Nullable UUID tenant,
        ClaimPath tenantClaim,
        Map<String, UUID> tenants,
        ClaimPath rolesClaim,
        Map<String, Role> roles) {
    private static final List<String> NAMES = List.of("name", "preferred_username", "email");
    private static final int MAX_NAME = 200;

    public ClaimRules {
        tenants = Map.copyOf(tenants);
        roles = Map.copyOf(roles);
    }

    static ClaimRules of(String provider, OpenIdConfig.Provider config) {
        Map<String, Role> roles = new LinkedHashMap<>();
        Map.of(
                        Role.ADMIN, config.roles().admin(),
                        Role.CAMPAIGN_MANAGER, config.roles().campaignManager(),
                        Role.OPERATOR, config.roles().operator(),
                        Role.VIEWER, config.roles().viewer())
                .forEach(
                        (role, values) -> values.orElse(List.of()).forEach(value -> put(roles, provider, value, role)));
        if (roles.isEmpty()) {
            Role.ofPeople().forEach(role -> roles.put(role.wireName(), role));
        }
        return new ClaimRules(
                config.tenant().orElse(null),
                ClaimPath.parse(config.tenantClaim()),
                config.tenants(),
                ClaimPath.parse(config.rolesClaim()),
                roles);
    }

    private static void put(Map<String, Role> roles, String provider, String value, Role role) {
        if (roles.put(value, role) != null) {
            throw new IllegalArgumentException(
                    "Expected campaignflows.openid.providers.%s.roles to name each value once, but not %s"
                            .formatted(provider, value));
        }
    }

    /**
     * The id of the tenant, which may not exist.
     *
     * @throws ProblemException 403 if the claims name none
     */
    UUID tenantOf(JsonNode claims) {
        if (tenant != null) {
            return tenant;
        }
        List<String> values = tenantClaim.valuesIn(claims);
        if (values.size() != 1) {
            throw noTenant();
        }
        return Optional.ofNullable(tenants.get(values.getFirst()))
                .or(() -> id(values.getFirst()))
                .orElseThrow(ClaimRules::noTenant);
    }

    /**
     * The roles.
     *
     * @throws ProblemException 403 if there is none
     */
    Set<Role> rolesOf(JsonNode claims) {
        Set<Role> found = rolesClaim.wordsIn(claims).stream()
                .flatMap(value -> Stream.ofNullable(roles.get(value)))
                .collect(Collectors.toUnmodifiableSet());
        if (found.isEmpty()) {
            throw ProblemException.forbidden(
                    "Your account has no role here: ask whoever administers your identity provider to give it one");
        }
        return found;
    }

    /** What people call whoever has the token. */
    String nameOf(JsonNode claims) {
        return NAMES.stream()
                .map(name -> claims.path(name).asText("").strip())
                .filter(name -> !name.isEmpty())
                .findFirst()
                .map(name -> name.length() > MAX_NAME ? name.substring(0, MAX_NAME) : name)
                .orElse("User");
    }

    static ProblemException noTenant() {
        return ProblemException.forbidden(
                "Your account belongs to no tenant here: ask whoever administers your identity provider to assign it to one");
    }

    private static Optional<UUID> id(String text) {
        try {
            UUID id = UUID.fromString(text);
            return id.toString().equalsIgnoreCase(text) ? Optional.of(id) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
