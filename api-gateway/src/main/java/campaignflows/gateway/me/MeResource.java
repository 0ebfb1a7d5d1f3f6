package campaignflows.gateway.me;

import campaignflows.gateway.apikey.ApiKeyService;
import campaignflows.gateway.authentication.CurrentPrincipal;
import campaignflows.gateway.authentication.Principal;
import campaignflows.gateway.tenant.Tenant;
import campaignflows.gateway.tenant.TenantService;
import campaignflows.gateway.tenant.TenantView;
import campaignflows.gateway.user.Account;
import campaignflows.gateway.user.UserService;
import campaignflows.gateway.user.UserSignInService;
import campaignflows.platform.web.auth.Role;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Returns to callers who they are, so that a console knows what to offer. */
@Path("/api/v1/me")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Tenant and access")
public class MeResource {
    private final CurrentPrincipal principal;
    private final ApiKeyService keys;
    private final TenantService tenants;
    private final UserSignInService signIns;
    private final UserService users;

    public MeResource(
            CurrentPrincipal principal,
            ApiKeyService keys,
            TenantService tenants,
            UserSignInService signIns,
            UserService users) {
        this.principal = principal;
        this.keys = keys;
        this.tenants = tenants;
        this.signIns = signIns;
        this.users = users;
    }

    /**
     * The caller.
     *
     * @param id of the API key or user
     * @param signIn by which means people sign in here: {@code password} alone, {@code email} and password, both or none
     * @param provider of identities by which the session was begun, and where it is ended at {@code
     *     /api/v1/sign-in/{provider}/sign-out}; null otherwise
     * @param account what the caller may change of their own at {@code /api/v1/account}; null for whoever does not sign in by
     *     address and password
     */
    public record Me(
            UUID id,
            Principal.Kind kind,
            String name,
            List<Role> roles,
            TenantView tenant,
            List<String> signIn,
            @Nullable String provider,
            @Nullable Account account) {
        public Me {
            signIn = List.copyOf(signIn);
        }
    }

    @GET
    @RolesAllowed(Role.VIEWER_ROLE)
    @Operation(summary = "Who calls: kind, name, roles and tenant")
    public Uni<Me> get() {
        Principal.Member member = principal.requireMember();
        return name(member)
                .chain(name -> tenants.get(member.tenant())
                        .chain(tenant -> signIns.means()
                                .chain(means ->
                                        account(member).map(account -> me(member, name, tenant, means, account)))));
    }

    private static Me me(
            Principal.Member member, String name, Tenant tenant, List<String> means, @Nullable Account account) {
        return new Me(
                member.id(),
                member.kind(),
                name,
                member.roles().stream().sorted().toList(),
                TenantView.of(tenant),
                means,
                member.provider(),
                account);
    }

    private Uni<@Nullable Account> account(Principal.Member member) {
        return users.account(member.tenant(), member.id());
    }

    private Uni<String> name(Principal.Member member) {
        return switch (member.kind()) {
            case USER -> Uni.createFrom().item(member.name());
            case API_KEY -> keys.find(member.tenant(), member.id()).map(key -> key == null ? "" : key.name());
        };
    }
}
