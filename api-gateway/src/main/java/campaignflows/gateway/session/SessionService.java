package campaignflows.gateway.session;

import campaignflows.gateway.GatewayConfig;
import campaignflows.gateway.access.Authenticator;
import campaignflows.gateway.access.SecretHash;
import campaignflows.gateway.access.Secrets;
import campaignflows.gateway.session.SessionRepository.BuiltInUser;
import campaignflows.platform.contracts.Ids;
import campaignflows.platform.messaging.Database;
import campaignflows.platform.web.auth.Role;
import campaignflows.platform.web.problem.ProblemException;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** The built-in sign-in: one password, one administrator, tokens that expire. */
@Singleton
public class SessionService {
    private static final Duration SHORTEST = Duration.ofMinutes(1);
    private static final Duration LONGEST = Duration.ofDays(30);
    private static final int MAX_PASSWORD = 1_000;

    private final Database database;
    private final SessionRepository sessions;
    private final SignInLimits limits;
    private final Authenticator authenticator;
    private final Duration lifetime;

    public SessionService(
            Database database,
            SessionRepository sessions,
            SignInLimits limits,
            Authenticator authenticator,
            GatewayConfig config) {
        this.lifetime = config.sessionLifetime();
        if (lifetime.compareTo(SHORTEST) < 0 || lifetime.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(
                    "Expected campaignflows.gateway.session-lifetime of a minute to 30 days, but it is " + lifetime);
        }
        this.database = database;
        this.sessions = sessions;
        this.limits = limits;
        this.authenticator = authenticator;
    }

    /** A session just begun. */
    public record IssuedSession(String token, Instant expiresAt) {
        @Override
        public String toString() {
            return "IssuedSession[expiresAt=" + expiresAt + "]";
        }
    }

    /**
     * Begins a session.
     *
     * @param place where the attempt comes from
     * @throws ProblemException 401 if the password is wrong, 404 if there is no built-in sign-in, 429 after many
     *     failures
     */
    public IssuedSession signIn(String password, String place) {
        BuiltInUser user = database.read(sessions::user)
                .orElseThrow(() -> new ProblemException(
                        campaignflows.platform.web.problem.ErrorCode.NOT_FOUND,
                        "This installation has no built-in sign-in"));
        limits.check(
                place,
                () -> password.length() <= MAX_PASSWORD && user.password().matches(password));
        String token = Secrets.sessionToken();
        Instant expiresAt = Instant.now().plus(lifetime).truncatedTo(ChronoUnit.SECONDS);
        database.useTransaction(transaction -> {
            sessions.deleteExpired(transaction);
            sessions.insert(transaction, SecretHash.of(token), user, Set.of(Role.ADMIN), expiresAt);
        });
        return new IssuedSession(token, expiresAt);
    }

    /** By which means people can sign in. */
    public List<String> means() {
        return database.read(sessions::user).isPresent() ? List.of("password") : List.of();
    }

    public void signOut(SecretHash token) {
        database.useTransaction(transaction -> sessions.delete(transaction, token));
        authenticator.forget(token);
    }

    /** Sees to it that this is the password and the tenant of the built-in sign-in; another one ends all sessions. */
    public void provide(Handle transaction, UUID tenant, String password) {
        var present = sessions.user(transaction);
        if (present.filter(
                        user -> user.tenant().equals(tenant) && user.password().matches(password))
                .isPresent()) {
            return;
        }
        UUID id = present.map(BuiltInUser::id).orElseGet(Ids::v7);
        sessions.storeUser(transaction, new BuiltInUser(id, tenant, PasswordHash.of(password)));
        sessions.deleteAll(transaction);
    }
}
