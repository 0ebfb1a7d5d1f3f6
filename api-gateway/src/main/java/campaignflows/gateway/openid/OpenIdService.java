package campaignflows.gateway.openid;

import campaignflows.platform.web.problem.ProblemException;
import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.oidc.OidcTenantConfig;
import io.quarkus.oidc.runtime.OidcAuthenticationMechanism;
import io.quarkus.oidc.runtime.OidcUtils;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.AuthenticationRedirectException;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.function.Supplier;
import org.eclipse.microprofile.jwt.JsonWebToken;

/** Has quarkus-oidc speak with a provider about one request. */
@Singleton
public class OpenIdService {
    private final OidcAuthenticationMechanism mechanism;
    private final IdentityProviderManager identities;

    public OpenIdService(OidcAuthenticationMechanism mechanism, IdentityProviderManager identities) {
        this.mechanism = mechanism;
        this.identities = identities;
    }

    /** The claims of the request's bearer token; fails with {@link AuthenticationFailedException} if it is not valid. */
    Uni<JsonNode> verifyBearer(RoutingContext context, OpenIdProvider provider) {
        return identity(context, provider.api())
                .map(found -> found.flatMap(OpenIdService::claims)
                        .orElseThrow(() -> new AuthenticationFailedException("Expected a bearer token")));
    }

    /** Where the browser signs in. */
    Uni<String> signInAddress(RoutingContext context, OpenIdProvider provider) {
        OpenIdContext request = new OpenIdContext(context, provider.browser());
        // Names the cookies of a former sign-in, which are removed with the new one.
        OidcUtils.getSessionCookie(request, provider.browser());
        return back(context, () -> mechanism.getChallenge(request)).map(OpenIdService::location);
    }

    /** The claims of whoever comes back from the provider; empty if this browser has not begun a sign-in there. */
    Uni<Optional<JsonNode>> completeSignIn(RoutingContext context, OpenIdProvider provider) {
        return identity(context, provider.browser()).map(found -> found.flatMap(OpenIdService::claims));
    }

    /** Where the browser signs out at the provider; empty if there is nothing left to end there. */
    Uni<Optional<String>> signOutAddress(RoutingContext context, OpenIdProvider provider) {
        return identity(context, provider.browser())
                .map(ignored -> Optional.<String>empty())
                .onFailure(AuthenticationRedirectException.class)
                .recoverWithItem(
                        redirect -> Optional.of(((AuthenticationRedirectException) redirect).getRedirectUri()));
    }

    private Uni<Optional<SecurityIdentity>> identity(RoutingContext context, OidcTenantConfig config) {
        return back(context, () -> mechanism.authenticate(new OpenIdContext(context, config), identities))
                .map(Optional::ofNullable);
    }

    /** What follows runs on the request's own Vert.x context, wherever the provider's answer arrives. */
    private static <T> Uni<T> back(RoutingContext request, Supplier<Uni<? extends T>> question) {
        Context context = request.vertx().getOrCreateContext();
        return Uni.createFrom().deferred(question).emitOn(task -> context.runOnContext(ignored -> task.run()));
    }

    private static Optional<JsonNode> claims(SecurityIdentity identity) {
        return identity.getPrincipal() instanceof JsonWebToken token
                ? TokenClaims.read(token.getRawToken())
                : Optional.empty();
    }

    private static String location(ChallengeData challenge) {
        return challenge.getHeaders().entrySet().stream()
                .filter(header -> header.getKey().toString().equalsIgnoreCase("Location"))
                .map(header -> header.getValue())
                .findFirst()
                .orElseThrow(() -> ProblemException.unavailable("The identity provider cannot be used now: try again"));
    }
}
