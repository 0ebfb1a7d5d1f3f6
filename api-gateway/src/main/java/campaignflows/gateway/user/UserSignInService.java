package campaignflows.gateway.user;

import campaignflows.gateway.async.DelayService;
import campaignflows.gateway.audit.SignInAuditPublisher;
import campaignflows.gateway.session.PasswordCheckService;
import campaignflows.gateway.session.SessionService;
import campaignflows.gateway.tenant.TenantRepository;
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
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/**
 * The sign-in by address and password, with a code where there is a second factor. Neither what a refusal says nor when it comes
 * tells whether there is a user with the address.
 */
@Singleton
public class UserSignInService {
    /** Refusals are told at whole multiples of this time: what else is done for a user that exists takes less. */
    private static final Duration BEAT = Duration.ofMillis(500);

    private final Transactions transactions;
    private final UserRepository users;
    private final TenantRepository tenants;
    private final PasswordCheckService checks;
    private final SessionService sessions;
    private final SignInAuditPublisher audit;
    private final DelayService delays;
    private final Clock clock;

    public UserSignInService(
            Transactions transactions,
            UserRepository users,
            TenantRepository tenants,
            PasswordCheckService checks,
            SessionService sessions,
            SignInAuditPublisher audit,
            DelayService delays,
            Clock clock) {
        this.transactions = transactions;
        this.users = users;
        this.tenants = tenants;
        this.checks = checks;
        this.sessions = sessions;
        this.audit = audit;
        this.delays = delays;
        this.clock = clock;
    }

    /** By which means people sign in: {@code password} alone, or {@code email} and password. */
    public Uni<List<String>> means() {
        return sessions.hasBuiltInUser()
                .chain(builtIn -> transactions.run(users::areThere).map(areThere -> {
                    List<String> means = new ArrayList<>();
                    if (builtIn) {
                        means.add("password");
                    }
                    if (areThere) {
                        means.add("email");
                    }
                    return means;
                }));
    }

    /**
     * Begins a session. Fails with a problem: 401 if address, password or code are wrong, 422 if a code or the tenant's name is to
     * be given too, 429 after many failures.
     *
     * @param source where the attempt comes from, as limits count it
     */
    public Uni<SessionService.IssuedSession> signIn(PresentedSignIn presented, String source, CallerOrigin origin) {
        Instant begun = clock.instant();
        return transactions
                .run(session -> candidates(session, presented))
                .chain(found -> checks.judge(source, () -> ProvenUsers.of(found, presented.password()))
                        .chain(judged -> judged.refusal() == null
                                ? complete(judged.attempt(), presented, source, origin)
                                : refuse(found, judged.refusal(), origin)))
                .onFailure(ProblemException.class)
                .call(() -> delays.after(untilBeat(begun)));
    }

    private Uni<List<User>> candidates(Mutiny.Session session, PresentedSignIn presented) {
        return presented
                .tenant()
                .map(tenant -> users.findActive(session, presented.emailKey(), tenant))
                .orElseGet(() -> users.findActive(session, presented.emailKey()));
    }

    private <T> Uni<T> refuse(List<User> found, ProblemException refusal, CallerOrigin origin) {
        return transactions
                .run(session -> tellWrongPassword(session, found, 0, origin))
                .chain(() -> Uni.createFrom().failure(refusal));
    }

    /** One after another, as one session asks one thing at a time. */
    private Uni<Void> tellWrongPassword(Mutiny.Session session, List<User> found, int next, CallerOrigin origin) {
        if (next == found.size()) {
            return Uni.createFrom().voidItem();
        }
        User user = found.get(next);
        return audit.failed(session, user.tenant(), user.id(), "wrong_password", origin)
                .chain(() -> tellWrongPassword(session, found, next + 1, origin));
    }

    private Uni<SessionService.IssuedSession> complete(
            ProvenUsers proven, PresentedSignIn presented, String source, CallerOrigin origin) {
        if (proven.proofs().size() > 1) {
            throw ProblemException.invalidField(
                    "tenant", "This address and password are a user's of several tenants: give the tenant's name");
        }
        ProvenUsers.Proof proof = proven.proofs().getFirst();
        String code = presented.code().orElse("");
        return transactions
                .run(session -> begin(session, proof, code, origin))
                .map(outcome -> sessionOf(outcome, source));
    }

    private SessionService.IssuedSession sessionOf(SignInOutcome outcome, String source) {
        checks.record(source, outcome).ifPresent(refusal -> {
            throw refusal;
        });
        return switch (outcome) {
            case SignInOutcome.SignedIn signedIn -> signedIn.session();
            case SignInOutcome.NeedsCode needsCode ->
                throw ProblemException.invalidField(
                        "code", "Give the code of your authenticator app, or a recovery code");
            case SignInOutcome.TooManyCodes tooMany ->
                throw ProblemException.tooManyRequests(
                        "Too many codes were wrong: wait before you try another", tooMany.pause());
            case SignInOutcome.WrongCode wrong -> throw wrong(wrong);
            case SignInOutcome.Changed changed -> throw wrong(changed);
        };
    }

    private static ProblemException wrong(SignInOutcome outcome) {
        return new ProblemException(ErrorCode.UNAUTHENTICATED, outcome.whatIsWrong());
    }

    /** With the tenant's row, as all changes of its users: what was proven must still be so, and a code counts once. */
    private Uni<SignInOutcome> begin(
            Mutiny.Session session, ProvenUsers.Proof proof, String code, CallerOrigin origin) {
        UUID tenant = proof.user().tenant();
        return tenants.lock(session, tenant)
                .chain(() -> users.find(session, tenant, proof.user().id()))
                .chain(user -> begin(session, user, proof, code, origin));
    }

    private Uni<SignInOutcome> begin(
            Mutiny.Session session, @Nullable User user, ProvenUsers.Proof proof, String code, CallerOrigin origin) {
        if (user == null || !user.isSignedInBy(proof.hash())) {
            return Uni.createFrom().item(new SignInOutcome.Changed());
        }
        Instant now = now();
        SecondFactor second = user.secondFactor();
        if (second.isOn()) {
            if (code.isEmpty()) {
                return Uni.createFrom().item(new SignInOutcome.NeedsCode());
            }
            Duration pause = second.pause(now);
            if (pause.isPositive()) {
                return Uni.createFrom().item(new SignInOutcome.TooManyCodes(pause));
            }
            if (!second.accept(user.id(), proof.derived().key(), code, now)) {
                return audit.failed(session, user.tenant(), user.id(), "wrong_code", origin)
                        .replaceWith(new SignInOutcome.WrongCode());
            }
        }
        user.signedIn(now);
        return sessions.begin(session, user.member(), origin).map(SignInOutcome.SignedIn::new);
    }

    private Duration untilBeat(Instant begun) {
        long passed = Duration.between(begun, clock.instant()).toMillis();
        return Duration.ofMillis(BEAT.toMillis() - Math.floorMod(passed, BEAT.toMillis()));
    }

    /** To the microsecond, as it is stored. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
