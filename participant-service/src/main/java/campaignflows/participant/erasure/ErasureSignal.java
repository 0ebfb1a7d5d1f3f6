package campaignflows.participant.erasure;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Wakes the worker when there is something to erase; whatever it misses is found by the worker's next poll. */
@Singleton
class ErasureSignal {
    private final Semaphore signals = new Semaphore(0);

    void wake() {
        signals.release();
    }

    /** Waits until a signal comes or the time is over. */
    void await(Duration atMost) throws InterruptedException {
        if (signals.tryAcquire(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
            signals.drainPermits();
        }
    }
}
