package campaignflows.gateway.user;

import campaignflows.gateway.async.WorkerService;
import campaignflows.gateway.authentication.SecretHash;
import campaignflows.gateway.session.DerivedPassword;
import campaignflows.gateway.session.PasswordCheckService;
import campaignflows.gateway.session.SessionEndService;
import campaignflows.gateway.tenant.TenantRepository;
import campaignflows.platform.contracts.audit.Actor;
import campaignflows.platform.contracts.audit.AuditAction;
import campaignflows.platform.contracts.audit.AuditChange;
import campaignflows.platform.contracts.audit.AuditOutcome;
import campaignflows.platform.contracts.audit.AuditRecorded;
import campaignflows.platform.database.AuditLog;
import campaignflows.platform.database.Transactions;
import campaignflows.platform.web.problem.ErrorCode;
import campaignflows.platform.web.problem.ProblemException;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.BiConsumer;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/**
 * What people change about their own sign-in. A session alone is not enough for it: each change takes the password once more,
 * throttled as a sign-in is, and ends all other sessions.
 */
@Singleton
public class AccountService {
    private final Transactions transactions;
    private final UserRepository users;
    private final TenantRepository tenants;
    private final PasswordCheckService checks;
    private final SessionEndService ends;
    private final PasswordRules rules;
    private final WorkerService workers;
    private final AuditLog audit;
    private final Clock clock;

    public AccountService(
            Transactions transactions,
            UserRepository users,
            TenantRepository tenants,
            PasswordCheckService checks,
            SessionEndService ends,
            PasswordRules rules,
            WorkerService workers,
            AuditLog audit,
            Clock clock) {
        this.transactions = transactions;
        this.users = users;
        this.tenants = tenants;
        this.checks = checks;
        this.ends = ends;
        this.rules = rules;
        this.workers = workers;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * Who changes their own, and by which request.
     *
     * @param token of the session that stays; null if it is none that can be ended here
     * @param source as limits count it
     */
    public record Owner(UUID tenant, UUID id, @Nullable SecretHash token, String source, Actor actor) {}

    /** Changes the password; fails with a problem, 422, if the current one is wrong or the new one is not good enough. */
    public Uni<Void> changePassword(Owner owner, PasswordChange change) {
        String password = change.requireNew();
        return require(owner)
                .invoke(user -> rules.require("new_password", password, user.email()))
                .chain(user ->
                        prove(owner, user, AuditAction.PASSWORD_CHANGED, "current_password", change.requireCurrent()))
                .chain(proof -> workers.compute(() ->
                                DerivedPassword.withSalt(password, proof.hash().salt()))
                        .chain(derived -> change(
                                owner,
                                proof,
                                AuditAction.PASSWORD_CHANGED,
                                "password",
                                (user, proven) -> user.changePassword(proven.derived(), derived))));
    }

    /** A secret for an authenticator app, which counts when its owner has proven that the app has it. */
    public Uni<NewSecret> newSecret(Owner owner) {
        return require(owner).map(user -> NewSecret.of(Totp.create(), user.email()));
    }

    /** Turns the second factor on, and gives the recovery codes; fails with a problem, 409, if it is on. */
    public Uni<RecoveryCodeList> addSecondFactor(Owner owner, NewSecondFactor added) {
        Totp totp = added.requireTotp();
        Instant now = clock.instant();
        long step = totp.stepOf(added.codeOrNothing(), now, 0)
                .orElseThrow(
                        () -> ProblemException.invalidField(
                                "code",
                                "This is not the code that the app shows now: type the present one, and see that the clock of your device is right"));
        List<String> codes = RecoveryCodes.create();
        return require(owner)
                .chain(user -> prove(owner, user, AuditAction.SECOND_FACTOR_ADDED, "password", added.requirePassword()))
                .chain(proof ->
                        change(owner, proof, AuditAction.SECOND_FACTOR_ADDED, "second_factor", (user, proven) -> {
                            requireOff(user);
                            user.secondFactor().add(user.id(), proven.derived().key(), totp, step, codes);
                        }))
                .replaceWith(new RecoveryCodeList(codes));
    }

    /** Turns the second factor off. */
    public Uni<Void> removeSecondFactor(Owner owner, String password) {
        return require(owner)
                .chain(user -> prove(owner, user, AuditAction.SECOND_FACTOR_REMOVED, "password", password))
                .chain(proof -> change(
                        owner,
                        proof,
                        AuditAction.SECOND_FACTOR_REMOVED,
                        "second_factor",
                        (user, proven) -> user.secondFactor().remove()));
    }

    /** Gives new recovery codes in place of the former ones; fails with a problem, 409, if the second factor is off. */
    public Uni<RecoveryCodeList> renewRecoveryCodes(Owner owner, String password) {
        List<String> codes = RecoveryCodes.create();
        return require(owner)
                .chain(user -> prove(owner, user, AuditAction.RECOVERY_CODES_RENEWED, "password", password))
                .chain(proof ->
                        change(owner, proof, AuditAction.RECOVERY_CODES_RENEWED, "recovery_codes", (user, proven) -> {
                            requireOn(user);
                            user.secondFactor().renewCodes(codes);
                        }))
                .replaceWith(new RecoveryCodeList(codes));
    }

    private static void requireOn(User user) {
        if (!user.secondFactor().isOn()) {
            throw ProblemException.conflict("No authenticator app is set up: set one up, which gives recovery codes");
        }
    }

    private static void requireOff(User user) {
        if (user.secondFactor().isOn()) {
            throw ProblemException.conflict("An authenticator app is set up already: remove it first");
        }
    }

    private Uni<User> require(Owner owner) {
        return transactions
                .run(session -> users.find(session, owner.tenant(), owner.id()))
                .onItem()
                .ifNull()
                .failWith(() -> ProblemException.conflict(
                        "Whoever calls has no password of their own here: change it where you sign in"));
    }

    /** The password as it was proven; fails with a problem, 422, if it is wrong, since the session counts all the same. */
    private Uni<PasswordProof> prove(Owner owner, User user, AuditAction action, String field, String password) {
        return user.password()
                .map(hash -> checks.judge(owner.source(), () -> new PasswordProof(hash, hash.derive(password)))
                        .chain(judged -> judged.refusal() == null
                                ? Uni.createFrom().item(judged.attempt())
                                : refuse(owner, action, field, judged.refusal())))
                .orElseGet(() -> Uni.createFrom().failure(AccountService::changedMeanwhile));
    }

    private <T> Uni<T> refuse(Owner owner, AuditAction action, String field, ProblemException refusal) {
        AuditRecorded line =
                AuditRecorded.of(action, owner.id(), owner.actor()).unsuccessful(AuditOutcome.FAILED, "wrong_password");
        ProblemException told = refusal.code() == ErrorCode.UNAUTHENTICATED
                ? ProblemException.invalidField(field, refusal.detail())
                : refusal;
        return transactions
                .run(session -> audit.append(session, owner.tenant(), line))
                .chain(() -> Uni.createFrom().failure(told));
    }

    private Uni<Void> change(
            Owner owner, PasswordProof proof, AuditAction action, String what, BiConsumer<User, PasswordProof> change) {
        return transactions.run(session -> tenants.lock(session, owner.tenant())
                .chain(() -> users.find(session, owner.tenant(), owner.id()))
                .invoke(user -> requireSame(user, proof))
                .invoke(user -> change.accept(user, proof))
                .call(() -> ends.endAll(session, owner.id(), owner.token()))
                .chain(() -> tell(session, owner, action, what)));
    }

    private Uni<Void> tell(Mutiny.Session session, Owner owner, AuditAction action, String what) {
        AuditRecorded line = AuditRecorded.of(action, owner.id(), owner.actor()).with(AuditChange.concealed(what));
        return audit.append(session, owner.tenant(), line);
    }

    private static void requireSame(@Nullable User user, PasswordProof proof) {
        if (user == null || !user.isSignedInBy(proof.hash())) {
            throw changedMeanwhile();
        }
    }

    private static ProblemException changedMeanwhile() {
        return ProblemException.conflict("The password was changed in the meantime: sign in again");
    }
}
