package campaignflows.engine.simulation;

import campaignflows.engine.processing.EngineConfiguration;
import campaignflows.platform.web.problem.ProblemException;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The few threads on which simulations and forecasts run. Whatever the code in flows does, real walks and other calls have
 * threads of their own.
 */
@Singleton
class SimulationThreads {
    private static final int WAITING = 16;

    private final ThreadPoolExecutor threads;

    @Inject
    SimulationThreads(EngineConfiguration config) {
        this(config.simulationThreads());
    }

    SimulationThreads(int count) {
        threads = new ThreadPoolExecutor(
                count,
                count,
                1,
                TimeUnit.MINUTES,
                new ArrayBlockingQueue<>(WAITING),
                Thread.ofPlatform().name("simulation-", 0).daemon().factory());
        threads.allowCoreThreadTimeOut(true);
    }

    /**
     * Runs a task on one of them.
     *
     * @throws ProblemException 503 if too many are waiting, or it takes longer; it is then aborted
     */
    <T> T call(Duration within, Callable<T> what) throws Exception {
        Future<T> future = waitInLine(what);
        try {
            return future.get(within.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw ProblemException.unavailable("The simulation took longer than %d s".formatted(within.toSeconds()));
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Exception cause) {
                throw cause;
            }
            throw e;
        } finally {
            future.cancel(true);
        }
    }

    /** @throws ProblemException 503 if too many are waiting */
    <T> Future<T> waitInLine(Callable<T> what) {
        try {
            return threads.submit(what);
        } catch (RejectedExecutionException e) {
            throw ProblemException.unavailable("Too many simulations are under way: try again");
        }
    }

    @PreDestroy
    void close() {
        threads.shutdownNow();
    }
}
