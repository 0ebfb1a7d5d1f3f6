package campaignflows.gateway.audit;

import campaignflows.gateway.authentication.Principal;
import campaignflows.platform.contracts.audit.Actor;
import campaignflows.platform.contracts.audit.AuditAction;
import campaignflows.platform.contracts.audit.AuditChange;
import campaignflows.platform.contracts.audit.AuditOutcome;
import campaignflows.platform.contracts.audit.AuditRecorded;
import campaignflows.platform.database.AuditLog;
import campaignflows.platform.database.Transactions;
import campaignflows.platform.web.auth.CallerOrigin;
import campaignflows.platform.web.problem.ErrorCode;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.github.bucket4j.Bucket;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * Tells the audit log of requests that were refused for who made them. Whoever is refused again and again would fill the log: of
 * one caller so many a minute are told in each process, and the others are logged.
 */
@Singleton
public class RefusalAuditPublisher {
    private static final Logger LOG = Logger.getLogger(RefusalAuditPublisher.class);
    private static final int MOST_A_MINUTE = 120;
    private static final Duration PERIOD = Duration.ofMinutes(1);
    private static final int MAX_REMEMBERED = 20_000;
    private static final int LONGEST_PATH = 300;

    private final AuditLog audit;
    private final Transactions transactions;
    private final LoadingCache<UUID, Bucket> buckets = Caffeine.newBuilder()
            .maximumSize(MAX_REMEMBERED)
            .expireAfterAccess(PERIOD.multipliedBy(2))
            .build(id -> Bucket.builder()
                    .addLimit(limit -> limit.capacity(MOST_A_MINUTE).refillGreedy(MOST_A_MINUTE, PERIOD))
                    .build());

    RefusalAuditPublisher(AuditLog audit, Transactions transactions) {
        this.audit = audit;
        this.transactions = transactions;
    }

    /** A request as it is told of: by its route, and by its path, which holds ids and names of settings. */
    public record Refused(String method, String route, String path) {}

    /** Completes when the line is stored. */
    public Uni<Void> tell(Principal.Member member, CallerOrigin origin, Refused refused) {
        if (!buckets.get(member.id()).tryConsume(1)) {
            LOG.warnf(
                    "refusal not in the audit log, too many method=%s route=%s caller=%s request_id=%s",
                    refused.method(), refused.route(), member.id(), origin.requestId());
            return Uni.createFrom().voidItem();
        }
        AuditRecorded line = line(member, origin, refused);
        return transactions.run(session -> audit.append(session, member.tenant(), line));
    }

    private static AuditRecorded line(Principal.Member member, CallerOrigin origin, Refused refused) {
        Actor actor = new Actor(origin.kind(), member.id().toString(), null, origin.address(), origin.requestId());
        String path = refused.path();
        return AuditRecorded.of(AuditAction.REQUEST_REFUSED, refused.method() + " " + refused.route(), actor)
                .with(new AuditChange(
                        null,
                        AuditChange.tree(Map.of("path", path.substring(0, Math.min(LONGEST_PATH, path.length()))))))
                .unsuccessful(AuditOutcome.REFUSED, ErrorCode.FORBIDDEN.wireName());
    }
}
