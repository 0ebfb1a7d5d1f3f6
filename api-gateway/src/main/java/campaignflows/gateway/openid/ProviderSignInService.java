package campaignflows.gateway.openid;

import campaignflows.gateway.session.SessionService;
import campaignflows.platform.web.auth.CallerOrigin;
import campaignflows.platform.web.problem.ProblemException;
import io.quarkus.security.AuthenticationCompletionException;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.AuthenticationRedirectException;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jose4j.jwt.consumer.ErrorCodeValidator;
import org.jose4j.jwt.consumer.InvalidJwtException;

/**
 * The sign-in of people by an identity provider: it ends with a session like any other, whose tenant and roles are those of the
 * claims at that moment.
 */
@Singleton
public class ProviderSignInService {
    private static final Logger LOG = Logger.getLogger(ProviderSignInService.class);

    private final OpenIdProviders providers;
    private final OpenIdService openId;
    private final BearerTokenService members;
    private final SessionService sessions;

    public ProviderSignInService(
            OpenIdProviders providers, OpenIdService openId, BearerTokenService members, SessionService sessions) {
        this.providers = providers;
        this.openId = openId;
        this.members = members;
        this.sessions = sessions;
    }

    /** What came of a sign-in: a session, or why there is none, for the sign-in page to say. */
    public sealed interface Outcome {
        record SignedIn(SessionService.IssuedSession session) implements Outcome {}

        /**
         * No session.
         *
         * @param reason {@code not_assigned}, {@code canceled}, {@code failed} or {@code unavailable}
         */
        record Refused(String reason) implements Outcome {}
    }

    /** Where to sign in; fails with a problem: 404 if there is no such provider, 503 if it cannot be reached. */
    public Uni<String> begin(RoutingContext context, String name) {
        OpenIdProvider provider = require(name);
        return openId.signInAddress(context, provider).onFailure().transform(failure -> unreachable(provider, failure));
    }

    /** Ends a sign-in that the provider has led back here. */
    public Uni<Outcome> complete(RoutingContext context, String name, boolean canceled, CallerOrigin origin) {
        OpenIdProvider provider = require(name);
        if (canceled) {
            return Uni.createFrom().item(new Outcome.Refused("canceled"));
        }
        return openId.completeSignIn(context, provider)
                .onItem()
                .transform(claims -> claims.orElseThrow(
                        () -> new AuthenticationFailedException("Expected a sign-in that this browser has begun")))
                .chain(claims -> members.member(provider, claims, provider.name()))
                .chain(member -> sessions.begin(member, origin))
                .<Outcome>map(Outcome.SignedIn::new)
                .onFailure()
                .recoverWithItem(failure -> refused(provider, failure));
    }

    /** Where to sign out at the provider, if anything is left to end there. */
    public Uni<Optional<String>> signOut(RoutingContext context, String name) {
        OpenIdProvider provider = require(name);
        return openId.signOutAddress(context, provider).onFailure().recoverWithItem(failure -> {
            LOG.infof(
                    "sign-out at the identity provider failed provider=%s error=%s",
                    provider.name(), failure.getClass().getSimpleName());
            return Optional.empty();
        });
    }

    private OpenIdProvider require(String name) {
        return providers.named(name).orElseThrow(() -> ProblemException.notFound("identity provider"));
    }

    private static Outcome refused(OpenIdProvider provider, Throwable failure) {
        if (failure instanceof ProblemException) {
            return new Outcome.Refused("not_assigned");
        }
        LOG.infof(
                "sign-in by the identity provider failed provider=%s error=%s token_errors=%s",
                provider.name(), failure.getClass().getSimpleName(), tokenErrors(failure));
        boolean ofProtocol = failure instanceof AuthenticationFailedException
                || failure instanceof AuthenticationCompletionException
                || failure instanceof AuthenticationRedirectException;
        return new Outcome.Refused(ofProtocol ? "failed" : "unavailable");
    }

    /** The codes of what was wrong with a token; its messages would quote claims. */
    private static List<Integer> tokenErrors(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof InvalidJwtException invalid) {
                return invalid.getErrorDetails().stream()
                        .map(ErrorCodeValidator.Error::getErrorCode)
                        .toList();
            }
        }
        return List.of();
    }

    private static ProblemException unreachable(OpenIdProvider provider, Throwable failure) {
        LOG.warnf(
                "identity provider cannot be reached provider=%s error=%s",
                provider.name(), failure.getClass().getSimpleName());
        return ProblemException.unavailable("The identity provider cannot be reached now: try again");
    }
}
