package campaignflows.communication.dispatch;

import io.github.bucket4j.Bucket;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How much may be claimed on a channel now. A limit counts per replica: a channel is given its rate divided by the number
 * of replicas. No more than a fifth of a second's worth is saved up.
 */
final class ChannelRateLimits {
    private static final int SAVED_UP_PER_SECOND = 5;

    private final Map<UUID, Limit> limits = new ConcurrentHashMap<>();

    private record Limit(int perSecond, Bucket bucket) {}

    long available(UUID channelId, int perSecond) {
        return bucket(channelId, perSecond).getAvailableTokens();
    }

    void take(UUID channelId, int perSecond, int count) {
        bucket(channelId, perSecond).consumeIgnoringRateLimits(count);
    }

    private Bucket bucket(UUID channelId, int perSecond) {
        return limits.compute(
                        channelId,
                        (id, known) -> known != null && known.perSecond() == perSecond ? known : create(perSecond))
                .bucket();
    }

    private static Limit create(int perSecond) {
        Bucket bucket = Bucket.builder()
                .addLimit(limit -> limit.capacity(Math.max(1, perSecond / SAVED_UP_PER_SECOND))
                        .refillGreedy(perSecond, Duration.ofSeconds(1)))
                .build();
        return new Limit(perSecond, bucket);
    }
}
