package campaignflows.participant.simulation;

import campaignflows.platform.web.problem.ProblemException;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** Allows one file at a time to be held in memory, whoever sends it. A slot that is not released is freed after a while. */
@Singleton
class FileSlot {
    private static final int PATIENCE_SECONDS = 10;
    private static final Duration LONGEST = Duration.ofMinutes(2);

    private final Semaphore free = new Semaphore(1, true);

    /** The slot while it is held. */
    interface Held extends AutoCloseable {
        @Override
        void close();
    }

    /** @throws ProblemException 503 if it does not become free in time */
    Held take() {
        try {
            if (!free.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw ProblemException.unavailable("Other files are being forecast: try again");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw ProblemException.unavailable("The service is stopping: try again");
        }
        AtomicBoolean isHeld = new AtomicBoolean(true);
        Held held = () -> {
            if (isHeld.getAndSet(false)) {
                free.release();
            }
        };
        CompletableFuture.delayedExecutor(LONGEST.toSeconds(), TimeUnit.SECONDS).execute(held::close);
        return held;
    }
}
