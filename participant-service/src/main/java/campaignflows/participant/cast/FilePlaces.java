package campaignflows.participant.cast;

import campaignflows.platform.web.problem.ProblemException;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** Lets one file at a time be held in memory, whoever sends it. A place that is not given back falls free by itself. */
@Singleton
class FilePlaces {
    private static final int PATIENCE_SECONDS = 10;
    private static final Duration LONGEST = Duration.ofMinutes(2);

    private final Semaphore places = new Semaphore(1, true);

    /** A place that is held. */
    interface Place extends AutoCloseable {
        @Override
        void close();
    }

    /** @throws ProblemException 503 if none falls free in time */
    Place take() {
        try {
            if (!places.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw ProblemException.unavailable("Other files are being forecast: try again");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw ProblemException.unavailable("The service is stopping: try again");
        }
        AtomicBoolean held = new AtomicBoolean(true);
        Place place = () -> {
            if (held.getAndSet(false)) {
                places.release();
            }
        };
        CompletableFuture.delayedExecutor(LONGEST.toSeconds(), TimeUnit.SECONDS).execute(place::close);
        return place;
    }
}
