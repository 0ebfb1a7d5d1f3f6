package campaignflows.gateway.audit;

import campaignflows.platform.contracts.audit.Actor;
import campaignflows.platform.contracts.audit.ActorKind;
import campaignflows.platform.contracts.audit.AuditAction;
import campaignflows.platform.contracts.audit.AuditOutcome;
import campaignflows.platform.contracts.audit.AuditRecorded;
import campaignflows.platform.database.AuditLog;
import campaignflows.platform.database.Transactions;
import campaignflows.platform.web.auth.CallerOrigin;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;

/** Tells the audit log who has signed in and out, and who tried in vain as a user that exists. */
@Singleton
public class SignInAuditPublisher {
    private final AuditLog audit;
    private final Transactions transactions;

    SignInAuditPublisher(AuditLog audit, Transactions transactions) {
        this.audit = audit;
        this.transactions = transactions;
    }

    /** In the transaction that begins the session. */
    public Uni<Void> signedIn(Mutiny.Session session, UUID tenant, UUID user, CallerOrigin origin) {
        return audit.append(session, tenant, line(AuditAction.SIGNED_IN, user, origin));
    }

    /** In the transaction that ends the session. */
    public Uni<Void> signedOut(Mutiny.Session session, UUID tenant, UUID user, CallerOrigin origin) {
        return audit.append(session, tenant, line(AuditAction.SIGNED_OUT, user, origin));
    }

    /**
     * In a transaction of its own, before the refusal is told.
     *
     * @param reason a code, such as {@code wrong_password}
     */
    public Uni<Void> failed(UUID tenant, UUID user, String reason, CallerOrigin origin) {
        return transactions.run(session -> failed(session, tenant, user, reason, origin));
    }

    /** The same within the caller's transaction. */
    public Uni<Void> failed(Mutiny.Session session, UUID tenant, UUID user, String reason, CallerOrigin origin) {
        AuditRecorded line = line(AuditAction.SIGNED_IN, user, origin).unsuccessful(AuditOutcome.FAILED, reason);
        return audit.append(session, tenant, line);
    }

    private static AuditRecorded line(AuditAction action, UUID user, CallerOrigin origin) {
        Actor actor = new Actor(ActorKind.USER, user.toString(), null, origin.address(), origin.requestId());
        return AuditRecorded.of(action, user, actor);
    }
}
