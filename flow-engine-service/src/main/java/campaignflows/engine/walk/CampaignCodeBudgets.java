package campaignflows.engine.walk;

import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.jboss.logging.Logger;

/**
 * How long the slow code of each campaign has taken recently. Partitions are shared by all tenants: code that takes long for
 * every participant would delay all of them, however well each evaluation is bounded. A campaign whose slow code has used
 * up its time continues with quick code only, and regains time little by little. Quick code is never counted.
 */
final class CampaignCodeBudgets {
    /** Code that takes less is quick. */
    private static final long SLOW_NANOS = Duration.ofMillis(20).toNanos();
    /** The fraction of elapsed time that a campaign regains: one part in this many. */
    private static final int SHARE = 20;

    private static final int MOST_CAMPAIGNS = 10_000;
    private static final Logger LOG = Logger.getLogger(CampaignCodeBudgets.class);

    /** @param since when {@code nanos} was computed */
    private record Used(long nanos, long since) {}

    private final LongSupplier nanoTime;
    private final long capacity;
    private final Map<UUID, Used> byCampaign = new ConcurrentHashMap<>();

    /** @param capacity how much slow code a campaign may use at once */
    CampaignCodeBudgets(LongSupplier nanoTime, Duration capacity) {
        this.nanoTime = nanoTime;
        this.capacity = capacity.toNanos();
    }

    /** Whether the campaign's code must be quick for now. */
    boolean isSpent(UUID campaignId) {
        Used used = byCampaign.isEmpty() ? null : byCampaign.get(campaignId);
        return used != null && left(used, nanoTime.getAsLong()) >= capacity;
    }

    void used(UUID campaignId, long nanos) {
        if (nanos < SLOW_NANOS) {
            return;
        }
        long now = nanoTime.getAsLong();
        Used used = byCampaign.merge(
                campaignId, new Used(nanos, now), (old, more) -> new Used(left(old, now) + more.nanos(), now));
        if (used.nanos() >= capacity && used.nanos() - nanos < capacity) {
            LOG.warnf("code of a campaign is slow, only quick code is evaluated for now campaign=%s", campaignId);
        }
        if (byCampaign.size() > MOST_CAMPAIGNS) {
            byCampaign.values().removeIf(each -> left(each, now) == 0);
        }
    }

    private static long left(Used used, long now) {
        return Math.max(0, used.nanos() - (now - used.since()) / SHARE);
    }
}
