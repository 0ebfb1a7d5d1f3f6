package campaignflows.communication.inbound;

import campaignflows.communication.CommunicationConfig;
import campaignflows.platform.database.Database;
import io.smallrye.common.annotation.Identifier;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/**
 * Carries on what has been received, as often as it takes: did a link bring it, whose message is it, does it opt out, is it an
 * answer, and if not, tell the campaigns. Each of these may be repeated without harm, so a crash anywhere only costs the lease.
 */
@Singleton
public final class InboundService {
    static final int BATCH = 200;
    private static final Duration LEASE = Duration.ofMinutes(2);
    private static final int FORGET_AT_ONCE = 5_000;

    private final InboundClaimRepository claims;
    private final InboundRepository messages;
    private final InboundBatchRouting batches;
    private final Database database;
    private final Clock clock;
    private final CommunicationConfig.Inbound config;

    InboundService(
            InboundClaimRepository claims,
            InboundRepository messages,
            InboundBatchRouting batches,
            @Identifier("work") Database database,
            Clock clock,
            CommunicationConfig config) {
        this.claims = claims;
        this.messages = messages;
        this.batches = batches;
        this.database = database;
        this.clock = clock;
        this.config = config.inbound();
    }

    /** Carries on one batch of what is due and says how many there were. */
    public int pass() throws InterruptedException {
        List<InboundRepository.Open> claimed = database.inTransaction(
                tx -> claims.claim(tx, clock.instant(), clock.instant().plus(LEASE), BATCH));
        if (!claimed.isEmpty()) {
            batches.route(claimed);
        }
        return claimed.size();
    }

    /** Deletes what is done with and older than it is to be kept. */
    public void cleanUp() {
        int forgotten = FORGET_AT_ONCE;
        while (forgotten == FORGET_AT_ONCE) {
            forgotten = database.inTransaction(
                    tx -> messages.forget(tx, clock.instant().minus(config.kept()), FORGET_AT_ONCE));
        }
    }
}
