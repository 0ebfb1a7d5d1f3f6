package campaignflows.gateway.session;

import campaignflows.gateway.GatewayConfig;
import campaignflows.platform.web.problem.ProblemException;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import jakarta.inject.Singleton;
import java.time.Duration;

/**
 * Slows down the guessing of passwords: so many failed attempts a minute from one address, and three times as many from
 * all. A right password costs nothing.
 */
@Singleton
public class SignInLimits {
    private static final Duration PERIOD = Duration.ofMinutes(1);
    private static final int MAX_ADDRESSES = 10_000;
    private static final int MOST = 1_000;

    private final LoadingCache<String, Bucket> addresses;
    private final Bucket everyone;

    public SignInLimits(GatewayConfig config) {
        int attempts = config.signInAttemptsPerMinute();
        if (attempts < 1 || attempts > MOST) {
            throw new IllegalArgumentException(
                    "Expected campaignflows.gateway.sign-in-attempts-per-minute of 1 to 1000, but it is " + attempts);
        }
        this.addresses = Caffeine.newBuilder()
                .maximumSize(MAX_ADDRESSES)
                .expireAfterAccess(PERIOD.multipliedBy(2))
                .build(address -> bucket(attempts));
        this.everyone = bucket(3 * attempts);
    }

    /**
     * Takes an attempt.
     *
     * @throws ProblemException 429 if there is none left
     */
    public void take(String address) {
        Bucket own = addresses.get(address);
        take(own);
        try {
            take(everyone);
        } catch (ProblemException e) {
            own.addTokens(1);
            throw e;
        }
    }

    /** Gives the attempt back, because it was right. */
    public void giveBack(String address) {
        addresses.get(address).addTokens(1);
        everyone.addTokens(1);
    }

    private static void take(Bucket bucket) {
        ConsumptionProbe probe = bucket.tryConsumeAndReturnRemaining(1);
        if (!probe.isConsumed()) {
            Duration wait = Duration.ofNanos(probe.getNanosToWaitForRefill()).plusMillis(999);
            throw ProblemException.tooManyRequests("Too many failed sign-ins: wait and try again", wait);
        }
    }

    private static Bucket bucket(int attempts) {
        return Bucket.builder()
                .addLimit(limit -> limit.capacity(attempts).refillGreedy(attempts, PERIOD))
                .build();
    }
}
