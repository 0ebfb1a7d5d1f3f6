package campaignflows.gateway.session;

import campaignflows.gateway.async.DelayService;
import campaignflows.gateway.async.Permits;
import campaignflows.gateway.async.WorkerService;
import campaignflows.platform.database.Uncancellable;
import campaignflows.platform.web.problem.ProblemException;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Checks passwords in turn: those of one source one after another, two at a time in all, on worker threads, and sources with the
 * fewest failures first, so that guessing from many sources delays only those who guess. Waiting occupies no thread.
 */
@Singleton
public class PasswordCheckService {
    private static final Duration LONGEST_TURN = Duration.ofSeconds(20);
    private static final int CHECKS_AT_ONCE = 2;

    private final SignInLimits limits;
    private final DelayService delays;
    private final WorkerService workers;
    private final Permits checks;
    private final LoadingCache<SignInLimits.Source, Permits> turns;

    public PasswordCheckService(Vertx vertx, SignInLimits limits, DelayService delays, WorkerService workers) {
        this.limits = limits;
        this.delays = delays;
        this.workers = workers;
        this.checks = new Permits(vertx, CHECKS_AT_ONCE);
        this.turns = Caffeine.newBuilder().weakKeys().build(source -> new Permits(vertx, 1));
    }

    /**
     * What came of an attempt.
     *
     * @param refusal what to tell whoever made it, 401 or 429; null if it was not wrong
     */
    public record Judged<T extends SignInCheck>(
            T attempt, @Nullable ProblemException refusal) {}

    private record PasswordCheck(boolean right) implements SignInCheck {
        @Override
        public Verdict verdict() {
            return right ? Verdict.RIGHT : Verdict.WRONG;
        }

        @Override
        public String whatIsWrong() {
            return "The password is wrong";
        }
    }

    /**
     * Checks a password, which may take a while, and continues to its end even if the caller disconnects. Fails with a problem: 401 if
     * the password is wrong, 429 if it is after many failures or others of this source wait, 503 if its turn does not come.
     *
     * @param name of the source that the attempt comes from
     */
    public Uni<Void> check(String name, Callable<Boolean> isRight) {
        return judge(name, () -> new PasswordCheck(isRight.call()))
                .invoke(judged -> {
                    if (judged.refusal() != null) {
                        throw judged.refusal();
                    }
                })
                .replaceWithVoid();
    }

    /** Checks an attempt in the same way, and leaves it to the caller to refuse it; fails with a problem, 429 or 503, if it was not checked. */
    public <T extends SignInCheck> Uni<Judged<T>> judge(String name, Callable<T> attempt) {
        return Uncancellable.run(() -> inTurn(limits.source(name), attempt));
    }

    /** Counts what came of the rest of an attempt whose password was right; with the refusal, if it was wrong. */
    public Optional<ProblemException> record(String name, SignInCheck rest) {
        return limits.source(name).record(rest);
    }

    /** How many checks wait for their turn, their source's aside. */
    int waiting() {
        return checks.waiting();
    }

    private <T extends SignInCheck> Uni<Judged<T>> inTurn(SignInLimits.Source source, Callable<T> attempt) {
        return Uni.createFrom().deferred(() -> {
            source.enter();
            return holding(turns.get(source), 0, () -> afterDelay(source, attempt))
                    .onTermination()
                    .invoke(source::leave);
        });
    }

    private <T extends SignInCheck> Uni<Judged<T>> afterDelay(SignInLimits.Source source, Callable<T> attempt) {
        return delays.after(source.delay())
                .chain(() -> holding(checks, source.failures(), () -> workers.compute(attempt)))
                .map(made -> new Judged<>(made, source.record(made).orElse(null)));
    }

    private static <T> Uni<T> holding(Permits permits, int rank, Supplier<Uni<T>> work) {
        return Uni.createFrom()
                .completionStage(() -> permits.acquire(rank, LONGEST_TURN))
                .onFailure(Permits.NoPermitException.class)
                .transform(PasswordCheckService::busy)
                .chain(() ->
                        Uni.createFrom().deferred(work::get).onTermination().invoke(permits::release));
    }

    private static ProblemException busy(Throwable cause) {
        return ProblemException.unavailable("Many sign-ins are being checked: try again");
    }
}
