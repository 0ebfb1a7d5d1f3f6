package campaignflows.participant.erasure;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Wakes the worker when there is something to erase; what it misses, the next look finds. */
@Singleton
class ErasureBell {
    private final Semaphore rung = new Semaphore(0);

    void ring() {
        rung.release();
    }

    /** Until it rings, or the time is over. */
    void await(Duration atMost) throws InterruptedException {
        if (rung.tryAcquire(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
            rung.drainPermits();
        }
    }
}
