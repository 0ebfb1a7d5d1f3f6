package campaignflows.gateway.user;

import campaignflows.gateway.authentication.SecretHash;
import campaignflows.gateway.authentication.Secrets;
import campaignflows.gateway.session.SessionEndService;
import campaignflows.gateway.session.SessionService;
import campaignflows.gateway.tenant.TenantRepository;
import campaignflows.platform.contracts.Ids;
import campaignflows.platform.contracts.audit.Actor;
import campaignflows.platform.contracts.audit.AuditAction;
import campaignflows.platform.contracts.audit.AuditChange;
import campaignflows.platform.contracts.audit.AuditRecorded;
import campaignflows.platform.database.AuditLog;
import campaignflows.platform.database.Transactions;
import campaignflows.platform.web.problem.ProblemException;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/**
 * Administers the users of tenants, those of one tenant one after another. What takes a right away ends the user's sessions in the
 * same transaction.
 */
@Singleton
public class UserService {
    private static final int MAX_USERS = 1_000;

    private final Transactions transactions;
    private final UserRepository users;
    private final TenantRepository tenants;
    private final SessionService sessions;
    private final SessionEndService ends;
    private final AuditLog audit;
    private final Clock clock;

    public UserService(
            Transactions transactions,
            UserRepository users,
            TenantRepository tenants,
            SessionService sessions,
            SessionEndService ends,
            AuditLog audit,
            Clock clock) {
        this.transactions = transactions;
        this.users = users;
        this.tenants = tenants;
        this.sessions = sessions;
        this.ends = ends;
        this.audit = audit;
        this.clock = clock;
    }

    public Uni<List<UserView>> list(UUID tenant, @Nullable UUID after, int limit) {
        return transactions
                .run(session -> users.list(session, tenant, after, limit))
                .map(found -> found.stream().map(User::view).toList());
    }

    /** What a user sees of their own; null if this is nobody who signs in by address and password. */
    public Uni<@Nullable Account> account(UUID tenant, UUID id) {
        return transactions
                .run(session -> users.find(session, tenant, id))
                .map(user -> user == null ? null : Account.of(user));
    }

    /** Invites somebody; fails with a problem, 409, if the address is a user of the tenant, or there are too many users. */
    public Uni<InvitedUser> invite(UUID tenant, NewUser.Valid invited, Actor actor) {
        String link = Secrets.invitation();
        return transactions
                .run(session -> tenants.requireLocked(session, tenant)
                        .chain(() -> requireRoom(session, tenant))
                        .chain(() -> users.insert(session, newUser(tenant, invited, link)))
                        .call(user -> tell(
                                session,
                                user,
                                AuditAction.USER_INVITED,
                                user.terms().created(),
                                actor)))
                .onFailure(UserRepository.EmailTakenException.class)
                .transform(taken -> ProblemException.conflict("There is a user with this address: change that one"))
                .map(user -> new InvitedUser(user.view(), link));
    }

    private User newUser(UUID tenant, NewUser.Valid invited, String link) {
        User user = new User(Ids.v7(), tenant, invited.email(), invited.terms(), now());
        user.invite(SecretHash.of(link), now());
        return user;
    }

    /** Gives a user another link, by which they choose a new password; the present one stays until then. */
    public Uni<InvitedUser> inviteAgain(UUID tenant, UUID id, Actor actor) {
        String link = Secrets.invitation();
        return transactions
                .run(session -> tenants.requireLocked(session, tenant)
                        .chain(() -> require(session, tenant, id))
                        .invoke(UserService::requireEnabled)
                        .invoke(user -> user.invite(SecretHash.of(link), now()))
                        .call(user -> tell(
                                session, user, AuditAction.USER_INVITED, AuditChange.concealed("invitation"), actor)))
                .map(user -> new InvitedUser(user.view(), link));
    }

    /** Changes a user; fails with a problem, 409, if nobody would be left who administers the tenant. */
    public Uni<UserView> change(UUID tenant, UUID id, UnaryOperator<UserTerms> change, Actor actor) {
        return transactions
                .run(session -> tenants.requireLocked(session, tenant)
                        .chain(() -> require(session, tenant, id))
                        .call(user -> change(session, user, change.apply(user.terms()), actor)))
                .map(User::view);
    }

    private Uni<Void> change(Mutiny.Session session, User user, UserTerms terms, Actor actor) {
        boolean wasAdministrator = user.isAdministrator();
        UserTerms before = user.terms();
        user.change(terms, now());
        Uni<Void> allowed = wasAdministrator && !user.isAdministrator()
                ? requireOtherAdministrator(session, user)
                : Uni.createFrom().voidItem();
        return allowed.chain(() -> applyToSessions(session, user, before))
                .chain(() -> tell(session, user, AuditAction.USER_CHANGED, before.until(terms), actor));
    }

    private Uni<Void> applyToSessions(Mutiny.Session session, User user, UserTerms before) {
        UserTerms after = user.terms();
        if (after.disabled() || after.role() != before.role()) {
            return ends.endAll(session, user.id(), null);
        }
        return after.name().equals(before.name())
                ? Uni.createFrom().voidItem()
                : ends.rename(session, user.id(), after.name());
    }

    /** Takes the second factor from whoever has lost it, and ends their sessions. */
    public Uni<UserView> resetSecondFactor(UUID tenant, UUID id, Actor actor) {
        return transactions
                .run(session -> tenants.requireLocked(session, tenant)
                        .chain(() -> require(session, tenant, id))
                        .call(user -> user.secondFactor().isOn()
                                ? resetSecondFactor(session, user, actor)
                                : Uni.createFrom().voidItem()))
                .map(User::view);
    }

    private Uni<Void> resetSecondFactor(Mutiny.Session session, User user, Actor actor) {
        user.secondFactor().remove();
        return ends.endAll(session, user.id(), null)
                .chain(() -> tell(
                        session,
                        user,
                        AuditAction.SECOND_FACTOR_REMOVED,
                        AuditChange.concealed("second_factor"),
                        actor));
    }

    /** Removes a user; fails with a problem, 409, if it is the last who administers the tenant. */
    public Uni<Void> remove(UUID tenant, UUID id, Actor actor) {
        return transactions.run(session -> tenants.requireLocked(session, tenant)
                .chain(() -> require(session, tenant, id))
                .call(user -> user.isAdministrator()
                        ? requireOtherAdministrator(session, user)
                        : Uni.createFrom().voidItem())
                .call(user -> ends.endAll(session, user.id(), null))
                .call(user -> tell(
                        session, user, AuditAction.USER_REMOVED, user.terms().deleted(), actor))
                .chain(user -> users.delete(session, user)));
    }

    private Uni<Void> requireOtherAdministrator(Mutiny.Session session, User user) {
        return users.hasOtherAdministrator(session, user.tenant(), user.id())
                .chain(hasOther -> hasOther
                        ? Uni.createFrom().item(true)
                        : sessions.hasBuiltInAdministrator(session, user.tenant()))
                .invoke(hasOther -> {
                    if (!hasOther) {
                        throw ProblemException.conflict(
                                "This is the last user with the role admin: give it to somebody else first");
                    }
                })
                .replaceWithVoid();
    }

    private Uni<Void> tell(Mutiny.Session session, User user, AuditAction action, AuditChange change, Actor actor) {
        return audit.append(
                session,
                user.tenant(),
                AuditRecorded.of(action, user.id(), actor).with(change));
    }

    private Uni<User> require(Mutiny.Session session, UUID tenant, UUID id) {
        return users.find(session, tenant, id).onItem().ifNull().failWith(() -> ProblemException.notFound("user"));
    }

    private Uni<Void> requireRoom(Mutiny.Session session, UUID tenant) {
        return users.count(session, tenant)
                .invoke(count -> {
                    if (count >= MAX_USERS) {
                        throw ProblemException.conflict("There are %d users: remove one first".formatted(MAX_USERS));
                    }
                })
                .replaceWithVoid();
    }

    private static void requireEnabled(User user) {
        if (user.status() == UserStatus.DISABLED) {
            throw ProblemException.conflict("This user is deactivated: activate them first");
        }
    }

    /** To the microsecond, as it is stored. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
