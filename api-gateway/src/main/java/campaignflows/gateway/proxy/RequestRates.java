package campaignflows.gateway.proxy;

import campaignflows.gateway.GatewayConfig;
import campaignflows.gateway.authentication.Principal;
import campaignflows.platform.web.problem.ProblemException;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.vertx.core.http.HttpServerResponse;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/**
 * Limits the requests a minute of each API key or user, and of each tenant, in this process. The limit that is nearer is told in
 * every response, by the headers {@code RateLimit-…}; a request above it is refused with the time to wait.
 */
@Singleton
final class RequestRates {
    private static final Duration PERIOD = Duration.ofMinutes(1);
    private static final int MAX_REMEMBERED = 20_000;
    private static final int MOST = 1_000_000;

    private final int perKey;
    private final int perTenant;
    private final LoadingCache<Counted, Bucket> buckets = Caffeine.newBuilder()
            .maximumSize(MAX_REMEMBERED)
            .expireAfterAccess(PERIOD.multipliedBy(2))
            .build(counted -> bucket(counted.perMinute()));

    /** Whose requests are counted; a key with another limit is counted from the beginning. */
    private record Counted(UUID id, int perMinute) {}

    /** What a request has left of a limit. */
    private record Taken(Counted counted, ConsumptionProbe probe) {}

    RequestRates(GatewayConfig config) {
        this.perKey = config.requestsPerMinutePerKey();
        this.perTenant = config.requestsPerMinutePerTenant();
        if (perKey < 1 || perKey > MOST || perTenant < 1 || perTenant > MOST) {
            throw new IllegalArgumentException(
                    "Expected campaignflows.gateway.requests-per-minute-per-… of 1 to " + MOST);
        }
    }

    /**
     * Counts a request, and tells in the response what is left.
     *
     * @throws ProblemException 429 if nothing was left
     */
    void take(Principal.Member member, HttpServerResponse response) {
        if (member.limits().unlimited()) {
            return;
        }
        int own = Math.min(perKey, Objects.requireNonNullElse(member.limits().requestsPerMinute(), perKey));
        Taken ofKey = take(new Counted(member.id(), own));
        if (!ofKey.probe().isConsumed()) {
            throw refused(ofKey, response, "Too many requests by this credential in a minute");
        }
        Taken ofTenant = take(new Counted(member.tenant(), perTenant));
        if (!ofTenant.probe().isConsumed()) {
            buckets.get(ofKey.counted()).addTokens(1);
            throw refused(ofTenant, response, "Too many requests of this tenant in a minute");
        }
        boolean tenantIsNearer =
                ofTenant.probe().getRemainingTokens() < ofKey.probe().getRemainingTokens();
        tell(tenantIsNearer ? ofTenant : ofKey, response);
    }

    private Taken take(Counted counted) {
        return new Taken(counted, buckets.get(counted).tryConsumeAndReturnRemaining(1));
    }

    private static ProblemException refused(Taken taken, HttpServerResponse response, String what) {
        tell(taken, response);
        Duration wait = Duration.ofSeconds(seconds(taken.probe().getNanosToWaitForRefill()));
        return ProblemException.tooManyRequests(
                "%s: the limit is %d; wait and repeat"
                        .formatted(what, taken.counted().perMinute()),
                wait);
    }

    private static void tell(Taken taken, HttpServerResponse response) {
        int limit = taken.counted().perMinute();
        response.putHeader("RateLimit-Policy", limit + ";w=" + PERIOD.toSeconds());
        response.putHeader("RateLimit-Limit", Integer.toString(limit));
        response.putHeader("RateLimit-Remaining", Long.toString(taken.probe().getRemainingTokens()));
        response.putHeader(
                "RateLimit-Reset", Long.toString(seconds(taken.probe().getNanosToWaitForReset())));
    }

    /** Rounded up, since who waits for less is refused again. */
    private static long seconds(long nanos) {
        return TimeUnit.NANOSECONDS.toSeconds(nanos + TimeUnit.SECONDS.toNanos(1) - 1);
    }

    private static Bucket bucket(int perMinute) {
        return Bucket.builder()
                .addLimit(limit -> limit.capacity(perMinute).refillGreedy(perMinute, PERIOD))
                .build();
    }
}
