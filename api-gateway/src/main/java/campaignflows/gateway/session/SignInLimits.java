package campaignflows.gateway.session;

import campaignflows.gateway.GatewayConfig;
import campaignflows.platform.web.problem.ProblemException;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Counts failed sign-ins without locking anybody out. After a number of failures a source waits before each further attempt, the
 * longer the more there were; its guesses get 429 then, but the correct password is still accepted. Failures of one source do not
 * affect others; {@link PasswordCheckService} orders the checks.
 */
@Singleton
public class SignInLimits {
    private static final Duration REMEMBERED = Duration.ofMinutes(5);
    private static final Duration FIRST_DELAY = Duration.ofMillis(500);
    private static final Duration LONGEST_DELAY = Duration.ofSeconds(5);
    private static final int MAX_DOUBLINGS = 4;
    private static final int MAX_SOURCES = 20_000;
    private static final int WAITING_PER_SOURCE = 4;
    private static final int MOST = 1_000;

    private final int attempts;
    private final Duration firstDelay;
    private final LoadingCache<String, Source> sources = Caffeine.newBuilder()
            .maximumSize(MAX_SOURCES)
            .expireAfterAccess(REMEMBERED)
            .build(name -> new Source());

    @Inject
    public SignInLimits(GatewayConfig config) {
        this(config.signInAttemptsPerMinute(), FIRST_DELAY);
    }

    SignInLimits(int attempts, Duration firstDelay) {
        if (attempts < 1 || attempts > MOST) {
            throw new IllegalArgumentException(
                    "Expected campaignflows.gateway.sign-in-attempts-per-minute of 1 to 1000, but it is " + attempts);
        }
        this.attempts = attempts;
        this.firstDelay = firstDelay;
    }

    /** The source that attempts come from. */
    Source source(String name) {
        return sources.get(name);
    }

    /** Where attempts come from; they are checked one after the other, so the failures are counted by one at a time. */
    final class Source {
        private final AtomicInteger waiting = new AtomicInteger();
        private final AtomicInteger failures = new AtomicInteger();

        private Source() {}

        /**
         * Takes one more attempt in.
         *
         * @throws ProblemException 429 if several of this source wait already
         */
        void enter() {
            if (waiting.incrementAndGet() > WAITING_PER_SOURCE) {
                waiting.decrementAndGet();
                throw ProblemException.tooManyRequests(
                        "Several sign-ins from this address are being checked: wait and try again", LONGEST_DELAY);
            }
        }

        /** Ends what {@link #enter} began. */
        void leave() {
            waiting.decrementAndGet();
        }

        /** Attempts of sources with fewer are checked first. */
        int failures() {
            return failures.get();
        }

        /** How long the next attempt is to wait. */
        Duration delay() {
            return delayAfter(failures.get());
        }

        /** Notes what came of an attempt; with the problem that it is refused with, if it is: 401, or 429 after many failures. */
        Optional<ProblemException> record(SignInCheck attempt) {
            return switch (attempt.verdict()) {
                case RIGHT -> {
                    failures.set(0);
                    yield Optional.empty();
                }
                case INCOMPLETE -> Optional.empty();
                case WRONG -> Optional.of(refusal(attempt.whatIsWrong()));
            };
        }

        private ProblemException refusal(String whatIsWrong) {
            int before = failures.getAndIncrement();
            return before < attempts
                    ? ProblemException.unauthenticated(whatIsWrong)
                    : ProblemException.tooManyRequests(
                            whatIsWrong + ", as were many before: each further attempt takes longer",
                            delayAfter(before + 1));
        }

        private Duration delayAfter(int failed) {
            if (failed < attempts) {
                return Duration.ZERO;
            }
            Duration delay = firstDelay.multipliedBy(1L << Math.min(MAX_DOUBLINGS, failed - attempts));
            return delay.compareTo(LONGEST_DELAY) > 0 ? LONGEST_DELAY : delay;
        }
    }
}
