package campaignflows.gateway.session;

import campaignflows.gateway.GatewayConfig;
import campaignflows.gateway.async.WorkerService;
import campaignflows.gateway.audit.SignInAuditPublisher;
import campaignflows.gateway.authentication.AuthenticationService;
import campaignflows.gateway.authentication.Principal;
import campaignflows.gateway.authentication.SecretHash;
import campaignflows.gateway.authentication.Secrets;
import campaignflows.platform.contracts.Ids;
import campaignflows.platform.database.Transactions;
import campaignflows.platform.web.auth.CallerOrigin;
import campaignflows.platform.web.problem.ErrorCode;
import campaignflows.platform.web.problem.ProblemException;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** Sessions, whose tokens expire, and the sign-in by a password alone, of one administrator. */
@Singleton
public class SessionService {
    private static final String WRONG_PASSWORD = "wrong_password";
    private static final Duration SHORTEST = Duration.ofMinutes(1);
    private static final Duration LONGEST = Duration.ofDays(30);

    private final Transactions transactions;
    private final SessionRepository sessions;
    private final SessionEndService ends;
    private final PasswordCheckService checks;
    private final AuthenticationService authentication;
    private final SignInAuditPublisher audit;
    private final WorkerService workers;
    private final Clock clock;
    private final Duration lifetime;

    public SessionService(
            Transactions transactions,
            SessionRepository sessions,
            SessionEndService ends,
            PasswordCheckService checks,
            AuthenticationService authentication,
            SignInAuditPublisher audit,
            WorkerService workers,
            Clock clock,
            GatewayConfig config) {
        this.lifetime = config.sessionLifetime();
        if (lifetime.compareTo(SHORTEST) < 0 || lifetime.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(
                    "Expected campaignflows.gateway.session-lifetime of a minute to 30 days, but it is " + lifetime);
        }
        this.transactions = transactions;
        this.sessions = sessions;
        this.ends = ends;
        this.checks = checks;
        this.authentication = authentication;
        this.audit = audit;
        this.workers = workers;
        this.clock = clock;
    }

    /** A session just begun. */
    public record IssuedSession(String token, Instant expiresAt, Duration lifetime) {
        @Override
        public String toString() {
            return "IssuedSession[expiresAt=" + expiresAt + "]";
        }
    }

    /**
     * Begins a session. Fails with a problem: 401 if the password is wrong, 404 if there is no built-in sign-in, 429 after many
     * failures.
     *
     * @param source where the attempt comes from, as limits count it
     */
    public Uni<IssuedSession> signIn(String password, String source, CallerOrigin origin) {
        return transactions
                .run(sessions::user)
                .onItem()
                .ifNull()
                .failWith(SessionService::noSignIn)
                .call(user -> checks.check(source, () -> user.accepts(password))
                        .onFailure(SessionService::isWrongPassword)
                        .call(() -> audit.failed(user.member().tenant(), user.id(), WRONG_PASSWORD, origin)))
                .chain(user -> begin(user.member(), origin));
    }

    private static boolean isWrongPassword(Throwable failure) {
        return failure instanceof ProblemException problem && problem.code() == ErrorCode.UNAUTHENTICATED;
    }

    /** Whether there is the one user who signs in by a password alone. */
    public Uni<Boolean> hasBuiltInUser() {
        return transactions.run(sessions::user).map(Objects::nonNull);
    }

    /** Whether the one who signs in by a password alone administers this tenant. */
    public Uni<Boolean> hasBuiltInAdministrator(Mutiny.Session session, UUID tenant) {
        return sessions.user(session)
                .map(user -> user != null && user.member().tenant().equals(tenant));
    }

    public Uni<Void> signOut(SecretHash token, Principal.Member member, CallerOrigin origin) {
        return transactions.run(session -> sessions.delete(session, token)
                .call(() -> audit.signedOut(session, member.tenant(), member.id(), origin))
                .invoke(() -> transactions.afterCommit(() -> authentication.forget(token))));
    }

    /** Sees to it that this is the password and the tenant of the built-in sign-in; another one ends its sessions. */
    public Uni<Void> provide(Mutiny.Session session, UUID tenant, String password) {
        return sessions.user(session)
                .chain(present -> isProvided(present, tenant, password)
                        .chain(provided -> provided
                                ? Uni.createFrom().voidItem()
                                : replaceUser(session, present, tenant, password)));
    }

    /** Begins a session of whoever has proven to be this user. */
    public Uni<IssuedSession> begin(Principal.Member user, CallerOrigin origin) {
        return transactions.run(session -> begin(session, user, origin));
    }

    /** The same within the caller's transaction. */
    public Uni<IssuedSession> begin(Mutiny.Session session, Principal.Member user, CallerOrigin origin) {
        Instant now = now();
        String token = Secrets.sessionToken();
        UserSession begun = UserSession.begin(SecretHash.of(token), user, now, lifetime);
        return sessions.deleteExpired(session, now)
                .chain(() -> sessions.insert(session, begun))
                .chain(() -> audit.signedIn(session, user.tenant(), user.id(), origin))
                .replaceWith(new IssuedSession(token, begun.expiresAt(), Duration.between(now, begun.expiresAt())));
    }

    private Uni<Boolean> isProvided(@Nullable BuiltInUser present, UUID tenant, String password) {
        return present == null ? Uni.createFrom().item(false) : workers.compute(() -> present.isOf(tenant, password));
    }

    private Uni<Void> replaceUser(Mutiny.Session session, @Nullable BuiltInUser present, UUID tenant, String password) {
        return workers.compute(() -> PasswordHash.of(password))
                .chain(hash -> store(session, present, tenant, hash))
                .chain(() -> present == null ? Uni.createFrom().voidItem() : ends.endAll(session, present.id(), null));
    }

    private Uni<Void> store(Mutiny.Session session, @Nullable BuiltInUser present, UUID tenant, PasswordHash hash) {
        if (present == null) {
            return sessions.insert(session, new BuiltInUser(Ids.v7(), tenant, hash, now()));
        }
        present.replace(tenant, hash, now());
        return Uni.createFrom().voidItem();
    }

    /** To the microsecond, as it is stored. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    private static ProblemException noSignIn() {
        return new ProblemException(ErrorCode.NOT_FOUND, "This installation has no built-in sign-in");
    }
}
