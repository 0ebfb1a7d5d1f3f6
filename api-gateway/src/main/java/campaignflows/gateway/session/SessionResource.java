package campaignflows.gateway.session;

import campaignflows.gateway.async.DelayService;
import campaignflows.gateway.authentication.AuthenticationService;
import campaignflows.gateway.authentication.CurrentPrincipal;
import campaignflows.gateway.authentication.GuessLimits;
import campaignflows.gateway.authentication.Principal;
import campaignflows.gateway.authentication.SecretHash;
import campaignflows.gateway.authentication.SessionCookie;
import campaignflows.gateway.openid.OpenIdProviders;
import campaignflows.gateway.openid.SignInProvider;
import campaignflows.gateway.user.PresentedSignIn;
import campaignflows.gateway.user.UserSignInService;
import campaignflows.platform.contracts.audit.ActorKind;
import campaignflows.platform.web.auth.CallerOrigin;
import campaignflows.platform.web.auth.Role;
import campaignflows.platform.web.problem.ProblemException;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerResponse;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jspecify.annotations.Nullable;

/** The built-in sign-in and sign-out. */
@Path("/api/v1/session")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Tenant and access")
public class SessionResource {
    private final SessionService sessions;
    private final UserSignInService users;
    private final CurrentPrincipal principal;
    private final AuthenticationService authentication;
    private final GuessLimits guesses;
    private final DelayService delays;
    private final OpenIdProviders providers;

    public SessionResource(
            SessionService sessions,
            UserSignInService users,
            CurrentPrincipal principal,
            AuthenticationService authentication,
            GuessLimits guesses,
            DelayService delays,
            OpenIdProviders providers) {
        this.sessions = sessions;
        this.users = users;
        this.principal = principal;
        this.authentication = authentication;
        this.guesses = guesses;
        this.delays = delays;
        this.providers = providers;
    }

    /**
     * What signs in.
     *
     * @param email of a user; null for the one who signs in by a password alone
     * @param cookie whether the token shall be kept in a cookie that no script can read, for pages of this origin
     */
    @Schema(name = "SignIn")
    public record SignIn(
            @Schema(description = "Of a user; absent for the installation's administrator, who has a password alone")
            @Nullable
            String email,

            @Schema(required = true) @Nullable String password,

            @Schema(
                    description =
                            "Of the authenticator app, or a recovery code, where a second factor is asked for (422 on this field)")
            @Nullable
            String code,

            @Schema(
                    description =
                            "The tenant's name, where address and password are a user's of several tenants (422 on this field)")
            @Nullable
            String tenant,

            @Schema(
                    description =
                            "Keep the token in an HttpOnly cookie instead of answering it; needs the header X-Requested-With")
            @Nullable
            Boolean cookie) {
        @Override
        public String toString() {
            return "SignIn";
        }

        private static Optional<String> given(@Nullable String text) {
            return Optional.ofNullable(text).map(String::strip).filter(given -> !given.isEmpty());
        }

        String requirePassword() {
            if (password == null || password.isEmpty()) {
                throw ProblemException.invalidField("password", "Give the password");
            }
            return password;
        }

        Optional<PresentedSignIn> ofUser() {
            return given(email)
                    .map(address -> new PresentedSignIn(address, requirePassword(), given(code), given(tenant)));
        }

        boolean inCookie() {
            return Boolean.TRUE.equals(cookie);
        }
    }

    /**
     * A session that has begun.
     *
     * @param token to be sent as Authorization: Bearer …; null if a cookie holds it
     */
    @Schema(name = "SignInSession")
    public record SessionResponse(@Nullable String token, Instant expiresAt) {
        @Override
        public String toString() {
            return "Session[expiresAt=" + expiresAt + "]";
        }
    }

    /**
     * How people sign in here, and whether this browser has.
     *
     * @param signIn the means that there are: {@code password} alone, {@code email} and password, both or none
     * @param providers of identities, by which people sign in at {@code /api/v1/sign-in/{name}}
     */
    @Schema(name = "SignInStatus")
    public record State(boolean signedIn, List<String> signIn, List<SignInProvider> providers) {
        public State {
            signIn = List.copyOf(signIn);
            providers = List.copyOf(providers);
        }
    }

    @GET
    @PermitAll
    @Operation(
            summary = "Whether this browser's cookie signs in, and by which means people sign in",
            operationId = "getSignIn")
    public Uni<State> state() {
        Optional<String> token = SessionCookie.tokenIn(principal.httpRequest());
        Runnable clearCookie = clearCookie();
        String source = principal.source();
        return token.map(text -> isSignedIn(text, clearCookie, source))
                .orElseGet(() -> Uni.createFrom().item(false))
                .chain(signedIn -> users.means().map(means -> new State(signedIn, means, providers.views())));
    }

    private Uni<Boolean> isSignedIn(String token, Runnable clearCookie, String source) {
        return authentication
                .find(SecretHash.of(token))
                .map(Optional::isPresent)
                .call(known -> known ? Uni.createFrom().voidItem() : refuseGuess(clearCookie, source));
    }

    private Uni<Void> refuseGuess(Runnable clearCookie, String source) {
        clearCookie.run();
        return delays.after(guesses.failed(source));
    }

    /** Bound to the request, to be run when no thread serves it. */
    private Runnable clearCookie() {
        HttpServerResponse response = principal.httpRequest().response();
        String cleared = SessionCookie.clear(principal.isSecure());
        return () -> response.putHeader("Set-Cookie", cleared);
    }

    @POST
    @PermitAll
    @ResponseStatus(201)
    @Operation(
            summary = "Sign in by address and password, or by the password of the installation's administrator",
            operationId = "signIn")
    public Uni<SessionResponse> signIn(@NotNull SignIn request) {
        String password = request.requirePassword();
        if (request.inCookie() && !SessionCookie.isOfOurPage(principal.httpRequest())) {
            throw ProblemException.forbidden("A cookie is given to pages of this origin only: send the header "
                    + SessionCookie.PAGE_HEADER + ", or ask for a token");
        }
        String source = principal.source();
        CallerOrigin origin = principal.originOf(ActorKind.USER);
        Uni<SessionService.IssuedSession> session = request.ofUser()
                .map(user -> users.signIn(user, source, origin))
                .orElseGet(() -> sessions.signIn(password, source, origin));
        return request.inCookie()
                ? inCookie(session)
                : session.map(issued -> new SessionResponse(issued.token(), issued.expiresAt()));
    }

    private Uni<SessionResponse> inCookie(Uni<SessionService.IssuedSession> session) {
        HttpServerResponse response = principal.httpRequest().response();
        boolean secure = principal.isSecure();
        return session.invoke(issued ->
                        response.putHeader("Set-Cookie", SessionCookie.set(issued.token(), issued.lifetime(), secure)))
                .map(issued -> new SessionResponse(null, issued.expiresAt()));
    }

    @DELETE
    @RolesAllowed(Role.VIEWER_ROLE)
    @Operation(summary = "Sign out: the token that is presented counts no longer", operationId = "signOut")
    public Uni<Void> signOut() {
        Principal.Member member = principal.requireMember();
        if (member.kind() != Principal.Kind.USER) {
            throw ProblemException.conflict("An API key has no session: to end it, delete the key");
        }
        boolean byCookie = SessionCookie.tokenIn(principal.httpRequest()).isPresent();
        Runnable clearCookie = byCookie ? clearCookie() : () -> {};
        return sessions.signOut(principal.requireHash(), member, principal.originOf(ActorKind.USER))
                .invoke(clearCookie);
    }
}
