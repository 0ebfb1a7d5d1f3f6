package campaignflows.gateway.proxy;

import campaignflows.gateway.GatewayConfig;
import campaignflows.platform.web.problem.ProblemException;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import jakarta.inject.Singleton;
import java.time.Duration;

/**
 * Limits calls of webhooks: a number per second from one network address to one webhook, and ten times as many from it to all. A
 * flood from elsewhere never keeps a provider out, and a provider repeats what was refused.
 */
@Singleton
public class WebhookLimits {
    private static final Duration PERIOD = Duration.ofSeconds(1);
    private static final int MAX_REMEMBERED = 10_000;
    private static final int TO_ALL = 10;
    private static final int MOST = 10_000;

    private final LoadingCache<Call, Bucket> webhooks;
    private final LoadingCache<String, Bucket> addresses;

    private record Call(String address, String path) {}

    public WebhookLimits(GatewayConfig config) {
        int perSecond = config.webhookCallsPerSecond();
        if (perSecond < 1 || perSecond > MOST) {
            throw new IllegalArgumentException(
                    "Expected campaignflows.gateway.webhook-calls-per-second of 1 to 10000, but it is " + perSecond);
        }
        this.webhooks = remembered().build(call -> bucket(perSecond));
        this.addresses = remembered().build(address -> bucket(TO_ALL * perSecond));
    }

    /**
     * Takes a call.
     *
     * @throws ProblemException 429 if there is none left
     */
    public void take(String address, String path) {
        Bucket all = addresses.get(address);
        take(all);
        try {
            take(webhooks.get(new Call(address, path)));
        } catch (ProblemException e) {
            all.addTokens(1);
            throw e;
        }
    }

    private static void take(Bucket bucket) {
        ConsumptionProbe probe = bucket.tryConsumeAndReturnRemaining(1);
        if (!probe.isConsumed()) {
            Duration wait = Duration.ofNanos(probe.getNanosToWaitForRefill()).plusMillis(999);
            throw ProblemException.tooManyRequests("Too many calls of webhooks: wait and repeat", wait);
        }
    }

    private static Caffeine<Object, Object> remembered() {
        return Caffeine.newBuilder().maximumSize(MAX_REMEMBERED).expireAfterAccess(PERIOD.multipliedBy(2));
    }

    /** Holds what two seconds give, since providers send in bursts. */
    private static Bucket bucket(int perSecond) {
        return Bucket.builder()
                .addLimit(limit -> limit.capacity(2L * perSecond).refillGreedy(perSecond, PERIOD))
                .build();
    }
}
