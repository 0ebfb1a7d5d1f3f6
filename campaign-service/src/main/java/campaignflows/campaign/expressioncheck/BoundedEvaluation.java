package campaignflows.campaign.expressioncheck;

import campaignflows.platform.web.problem.ProblemException;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Runs code that people typed on a few threads of its own, for a bounded time, so that nothing else waits for it whatever it
 * does.
 */
@Singleton
class BoundedEvaluation {
    private static final int THREADS = 2;
    private static final int WAITING = 32;
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final AtomicInteger number = new AtomicInteger();
    private final ThreadPoolExecutor threads = new ThreadPoolExecutor(
            THREADS,
            THREADS,
            1,
            TimeUnit.MINUTES,
            new ArrayBlockingQueue<>(WAITING),
            task -> Thread.ofPlatform()
                    .daemon()
                    .name("code-check-" + number.incrementAndGet())
                    .unstarted(task));

    void stop(@Observes ShutdownEvent event) {
        threads.shutdownNow();
    }

    /**
     * The result; empty if it took too long.
     *
     * @throws ProblemException 503 if too many wait already
     */
    <T> Optional<T> of(Supplier<T> evaluation) {
        Future<T> running;
        try {
            running = threads.submit(evaluation::get);
        } catch (RejectedExecutionException e) {
            throw ProblemException.unavailable("Too many expressions are being checked: try again");
        }
        try {
            return Optional.of(running.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw ProblemException.unavailable("The service is stopping: try again");
        } catch (ExecutionException e) {
            throw new IllegalStateException("Expected code that ends in a result", e.getCause());
        } finally {
            running.cancel(true);
        }
    }
}
