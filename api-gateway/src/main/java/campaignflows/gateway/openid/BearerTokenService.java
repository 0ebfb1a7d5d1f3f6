package campaignflows.gateway.openid;

import campaignflows.gateway.authentication.CredentialLimits;
import campaignflows.gateway.authentication.PresentedCredential;
import campaignflows.gateway.authentication.Principal;
import campaignflows.gateway.tenant.TenantService;
import campaignflows.platform.contracts.Ids;
import campaignflows.platform.web.problem.ErrorCode;
import campaignflows.platform.web.problem.ProblemException;
import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.security.AuthenticationFailedException;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Determines whom a token of an identity provider stands for. */
@Singleton
public class BearerTokenService {
    private static final Logger LOG = Logger.getLogger(BearerTokenService.class);

    private final OpenIdProviders providers;
    private final OpenIdService openId;
    private final TenantService tenants;
    /** Tenants are never deleted, and there are not many. */
    private final Set<UUID> knownTenants = ConcurrentHashMap.newKeySet();

    public BearerTokenService(OpenIdProviders providers, OpenIdService openId, TenantService tenants) {
        this.providers = providers;
        this.openId = openId;
        this.tenants = tenants;
    }

    /** The provider that the credential names as its issuer; empty if it is no token, or of another. */
    public Optional<OpenIdProvider> providerOf(PresentedCredential credential) {
        if (credential.byCookie() || providers.areNone()) {
            return Optional.empty();
        }
        return TokenClaims.read(credential.text())
                .flatMap(claims -> providers.ofIssuer(claims.path("iss").asText("")));
    }

    /**
     * Whom the request's token stands for. Fails with a problem: 401 if it is not valid, 403 if its owner has no tenant or no role
     * here, 503 if the provider cannot be asked for its keys.
     */
    public Uni<Principal.Member> identify(RoutingContext context, OpenIdProvider provider) {
        return openId.verifyBearer(context, provider)
                .onFailure(failure -> !(failure instanceof ProblemException))
                .transform(failure -> refusal(provider, failure))
                .chain(claims -> member(provider, claims, null));
    }

    /**
     * Whom verified claims stand for; fails with a problem, 403, if that is nobody here.
     *
     * @param session the provider by which a session was begun; null for a token of its own
     */
    Uni<Principal.Member> member(OpenIdProvider provider, JsonNode claims, @Nullable String session) {
        return Uni.createFrom()
                .item(() -> provider.rules().tenantOf(claims))
                .call(this::requireTenant)
                .map(tenant -> new Principal.Member(
                        Principal.Kind.USER,
                        Ids.derived(
                                "user", provider.issuer(), claims.path("sub").asText()),
                        tenant,
                        provider.rules().rolesOf(claims),
                        provider.rules().nameOf(claims),
                        CredentialLimits.NONE,
                        session));
    }

    private Uni<Void> requireTenant(UUID tenant) {
        if (knownTenants.contains(tenant)) {
            return Uni.createFrom().voidItem();
        }
        return tenants.get(tenant)
                .invoke(found -> knownTenants.add(found.id()))
                .onFailure(BearerTokenService::isMissing)
                .transform(missing -> ClaimRules.noTenant())
                .replaceWithVoid();
    }

    private static boolean isMissing(Throwable failure) {
        return failure instanceof ProblemException problem && problem.code() == ErrorCode.NOT_FOUND;
    }

    private static ProblemException refusal(OpenIdProvider provider, Throwable failure) {
        if (failure instanceof AuthenticationFailedException) {
            return ProblemException.unauthenticated("The token is not valid here or has expired: get a new one");
        }
        LOG.warnf(
                "identity provider cannot be reached provider=%s error=%s",
                provider.name(), failure.getClass().getSimpleName());
        return ProblemException.unavailable("The identity provider cannot be reached now: try again");
    }
}
