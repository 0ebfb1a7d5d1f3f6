package campaignflows.gateway.session;

import campaignflows.gateway.async.DelayService;
import campaignflows.gateway.async.Permits;
import campaignflows.gateway.async.WorkerService;
import campaignflows.platform.web.problem.ProblemException;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.function.Supplier;

/**
 * Checks passwords in their turn: each place one after the other, all together two at once, on worker threads. Who waits holds no
 * thread.
 */
@Singleton
public class PasswordCheckService {
    private static final Duration LONGEST_TURN = Duration.ofSeconds(20);
    private static final int CHECKS_AT_ONCE = 2;

    private final SignInLimits limits;
    private final DelayService delays;
    private final WorkerService workers;
    private final Permits checks;
    private final LoadingCache<SignInLimits.Place, Permits> turns;

    public PasswordCheckService(Vertx vertx, SignInLimits limits, DelayService delays, WorkerService workers) {
        this.limits = limits;
        this.delays = delays;
        this.workers = workers;
        this.checks = new Permits(vertx, CHECKS_AT_ONCE);
        this.turns = Caffeine.newBuilder().weakKeys().build(place -> new Permits(vertx, 1));
    }

    /**
     * Checks a password, which may take a while, and goes on to its end though the caller hangs up. Fails with a problem: 401 if
     * the password is wrong, 429 if it is after many failures or others of this place wait, 503 if its turn does not come.
     *
     * @param name of the place that the attempt comes from
     */
    Uni<Void> check(String name, Callable<Boolean> isRight) {
        return Uni.createFrom()
                .emitter(outcome ->
                        inTurn(limits.place(name), isRight).subscribe().with(outcome::complete, outcome::fail));
    }

    private Uni<Void> inTurn(SignInLimits.Place place, Callable<Boolean> isRight) {
        return Uni.createFrom().deferred(() -> {
            place.enter();
            return holding(turns.get(place), () -> afterDelay(place, isRight))
                    .onTermination()
                    .invoke(place::leave);
        });
    }

    private Uni<Void> afterDelay(SignInLimits.Place place, Callable<Boolean> isRight) {
        return delays.after(place.delay())
                .chain(() -> holding(checks, () -> workers.compute(isRight)))
                .invoke(place::record)
                .replaceWithVoid();
    }

    private static <T> Uni<T> holding(Permits permits, Supplier<Uni<T>> work) {
        return Uni.createFrom()
                .completionStage(() -> permits.acquire(LONGEST_TURN))
                .onFailure(Permits.NoPermitException.class)
                .transform(PasswordCheckService::busy)
                .chain(() ->
                        Uni.createFrom().deferred(work::get).onTermination().invoke(permits::release));
    }

    private static ProblemException busy(Throwable cause) {
        return ProblemException.unavailable("Many sign-ins are being checked: try again");
    }
}
