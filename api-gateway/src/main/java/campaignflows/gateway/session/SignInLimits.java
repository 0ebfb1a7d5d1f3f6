package campaignflows.gateway.session;

import campaignflows.gateway.GatewayConfig;
import campaignflows.platform.web.problem.ProblemException;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/**
 * Slows down the guessing of passwords without locking anybody out. Each place tries one password after the other, and after
 * so many failures waits before each further one, the longer the more there were; its guesses are answered 429 then, but a
 * right password is still right. Failures elsewhere cost nobody anything: only the checking itself takes turns
 * ({@link PasswordChecks}).
 */
@Singleton
public class SignInLimits {
    private static final Duration REMEMBERED = Duration.ofMinutes(5);
    private static final Duration FIRST_DELAY = Duration.ofMillis(500);
    private static final Duration LONGEST_DELAY = Duration.ofSeconds(5);
    private static final Duration LONGEST_TURN = Duration.ofSeconds(20);
    private static final int MAX_DOUBLINGS = 4;
    private static final int MAX_PLACES = 20_000;
    private static final int WAITING_PER_PLACE = 4;
    private static final int MOST = 1_000;

    private final int attempts;
    private final Duration firstDelay;
    private final LoadingCache<String, Place> places = Caffeine.newBuilder()
            .maximumSize(MAX_PLACES)
            .expireAfterAccess(REMEMBERED)
            .build(name -> new Place());
    private final PasswordChecks checks = new PasswordChecks();

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

    private static final class Place {
        private final Semaphore turn = new Semaphore(1, true);
        private final AtomicInteger waiting = new AtomicInteger();
        private final AtomicInteger failures = new AtomicInteger();
    }

    /**
     * Checks a password in its turn, which may take a while.
     *
     * @param name of the place that the attempt comes from
     * @throws ProblemException 401 if the password is wrong, 429 if it is after many failures or others of this place wait,
     *     503 if its turn does not come
     */
    public void check(String name, BooleanSupplier isRight) {
        Place place = places.get(name);
        if (place.waiting.incrementAndGet() > WAITING_PER_PLACE) {
            place.waiting.decrementAndGet();
            throw ProblemException.tooManyRequests(
                    "Several sign-ins from this address are being checked: wait and try again", LONGEST_DELAY);
        }
        try {
            await(place.turn);
            try {
                checkInTurn(place, isRight);
            } finally {
                place.turn.release();
            }
        } finally {
            place.waiting.decrementAndGet();
        }
    }

    private void checkInTurn(Place place, BooleanSupplier isRight) {
        int failures = place.failures.get();
        pause(delay(failures));
        if (isRight(isRight, failures)) {
            place.failures.set(0);
            return;
        }
        place.failures.incrementAndGet();
        throw failures < attempts
                ? ProblemException.unauthenticated("The password is wrong")
                : ProblemException.tooManyRequests(
                        "The password is wrong, as were many before: each further attempt takes longer",
                        delay(failures + 1));
    }

    /** How many checks wait for their turn. */
    int waiting() {
        return checks.waiting();
    }

    private boolean isRight(BooleanSupplier isRight, int failures) {
        try {
            return checks.run(isRight, failures, LONGEST_TURN).orElseThrow(SignInLimits::busy);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw stopping();
        }
    }

    private Duration delay(int failures) {
        if (failures < attempts) {
            return Duration.ZERO;
        }
        Duration delay = firstDelay.multipliedBy(1L << Math.min(MAX_DOUBLINGS, failures - attempts));
        return delay.compareTo(LONGEST_DELAY) > 0 ? LONGEST_DELAY : delay;
    }

    private static void await(Semaphore semaphore) {
        try {
            if (!semaphore.tryAcquire(LONGEST_TURN.toMillis(), TimeUnit.MILLISECONDS)) {
                throw busy();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw stopping();
        }
    }

    private static void pause(Duration delay) {
        try {
            Thread.sleep(delay);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw stopping();
        }
    }

    private static ProblemException busy() {
        return ProblemException.unavailable("Many sign-ins are being checked: try again");
    }

    private static ProblemException stopping() {
        return ProblemException.unavailable("The service is stopping: try again");
    }
}
