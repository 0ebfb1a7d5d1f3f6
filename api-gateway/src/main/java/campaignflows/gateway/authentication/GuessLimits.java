package campaignflows.gateway.authentication;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Slows down the guessing of keys and tokens: the more unknown credentials a source has sent, the later the response to the next
 * one. A valid credential is never slowed down, whoever guesses from the same source.
 */
@Singleton
public class GuessLimits {
    private static final int FREE = 10;
    private static final int MAX_DOUBLINGS = 6;
    private static final Duration FIRST = Duration.ofMillis(100);
    private static final Duration LONGEST = Duration.ofSeconds(5);
    private static final Duration REMEMBERED = Duration.ofMinutes(10);
    private static final int MAX_SOURCES = 20_000;

    private final LoadingCache<String, AtomicInteger> failures = Caffeine.newBuilder()
            .maximumSize(MAX_SOURCES)
            .expireAfterAccess(REMEMBERED)
            .build(source -> new AtomicInteger());

    /** Notes a guess, and says how long its response is to be kept back. */
    public Duration failed(String source) {
        int count = failures.get(source).incrementAndGet();
        if (count <= FREE) {
            return Duration.ZERO;
        }
        Duration delay = FIRST.multipliedBy(1L << Math.min(MAX_DOUBLINGS, count - FREE - 1));
        return delay.compareTo(LONGEST) > 0 ? LONGEST : delay;
    }
}
