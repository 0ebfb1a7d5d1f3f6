package campaignflows.gateway.user;

import campaignflows.gateway.async.DelayService;
import campaignflows.gateway.async.WorkerService;
import campaignflows.gateway.authentication.GuessLimits;
import campaignflows.gateway.authentication.SecretHash;
import campaignflows.gateway.session.DerivedPassword;
import campaignflows.gateway.session.SessionEndService;
import campaignflows.gateway.tenant.TenantRepository;
import campaignflows.platform.contracts.audit.Actor;
import campaignflows.platform.contracts.audit.ActorKind;
import campaignflows.platform.contracts.audit.AuditAction;
import campaignflows.platform.contracts.audit.AuditChange;
import campaignflows.platform.contracts.audit.AuditRecorded;
import campaignflows.platform.database.AuditLog;
import campaignflows.platform.database.Transactions;
import campaignflows.platform.web.auth.CallerOrigin;
import campaignflows.platform.web.problem.ErrorCode;
import campaignflows.platform.web.problem.ProblemException;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/**
 * Invitations, for whoever holds the link of one: it counts for a time, and once. Of a link that does not count nobody learns why,
 * and whoever tries many waits ever longer.
 */
@Singleton
public class InvitationService {
    private final Transactions transactions;
    private final UserRepository users;
    private final TenantRepository tenants;
    private final SessionEndService ends;
    private final PasswordRules rules;
    private final WorkerService workers;
    private final GuessLimits guesses;
    private final DelayService delays;
    private final AuditLog audit;
    private final Clock clock;

    public InvitationService(
            Transactions transactions,
            UserRepository users,
            TenantRepository tenants,
            SessionEndService ends,
            PasswordRules rules,
            WorkerService workers,
            GuessLimits guesses,
            DelayService delays,
            AuditLog audit,
            Clock clock) {
        this.transactions = transactions;
        this.users = users;
        this.tenants = tenants;
        this.ends = ends;
        this.rules = rules;
        this.workers = workers;
        this.guesses = guesses;
        this.delays = delays;
        this.audit = audit;
        this.clock = clock;
    }

    /** What was found for a link, and the salt of the address's passwords elsewhere, if there is one. */
    private record Found(Invitation invitation, UUID tenant, byte @Nullable [] salt) {}

    /** The invitation; fails with a problem, 404, if the link does not count. */
    public Uni<Invitation> check(String token, String source) {
        return require(SecretHash.of(token), source).map(Found::invitation);
    }

    /**
     * Gives the invited user this password, and uses the link up. All sessions that the user had end. Fails with a problem: 404 if the
     * link does not count, 422 if the password is not good enough.
     */
    public Uni<Void> accept(String token, String password, String source, CallerOrigin origin) {
        SecretHash link = SecretHash.of(token);
        return require(link, source)
                .invoke(found ->
                        rules.require("password", password, found.invitation().email()))
                .chain(found -> derive(password, found)
                        .chain(derived ->
                                transactions.run(session -> join(session, found.tenant(), link, derived, origin))));
    }

    private Uni<DerivedPassword> derive(String password, Found found) {
        byte[] salt = found.salt() == null ? DerivedPassword.newSalt() : found.salt();
        return workers.compute(() -> DerivedPassword.withSalt(password, salt));
    }

    private Uni<Void> join(
            Mutiny.Session session, UUID tenant, SecretHash link, DerivedPassword password, CallerOrigin origin) {
        return tenants.lock(session, tenant)
                .chain(() -> users.findInvited(session, link))
                .invoke(this::requireInvited)
                .invoke(user -> user.join(password))
                .call(user -> ends.endAll(session, user.id(), null))
                .chain(user -> audit.append(session, tenant, joined(user, origin)));
    }

    private static AuditRecorded joined(User user, CallerOrigin origin) {
        Actor actor = new Actor(ActorKind.USER, user.id().toString(), null, origin.address(), origin.requestId());
        return AuditRecorded.of(AuditAction.USER_JOINED, user.id(), actor).with(AuditChange.concealed("password"));
    }

    private Uni<Found> require(SecretHash link, String source) {
        return transactions
                .run(session -> users.findInvited(session, link)
                        .invoke(this::requireInvited)
                        .chain(user -> found(session, user)))
                .onFailure(ProblemException.class)
                .call(() -> delays.after(guesses.failed(source)));
    }

    private Uni<Found> found(Mutiny.Session session, User user) {
        return tenants.find(session, user.tenant())
                .map(tenant -> user.invitation(tenant.settings().name()))
                .chain(invitation -> users.findSalt(session, user.emailKey())
                        .map(salt -> new Found(invitation, user.tenant(), salt)));
    }

    private void requireInvited(@Nullable User user) {
        if (user == null || !user.isInvited(clock.instant())) {
            throw new ProblemException(
                    ErrorCode.NOT_FOUND, "This link has been used or has ended: ask an administrator for another");
        }
    }
}
