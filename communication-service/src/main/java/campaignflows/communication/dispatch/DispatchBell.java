package campaignflows.communication.dispatch;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Wakes the dispatcher when something may be due; rings that nobody waited for yet count as one. */
@Singleton
public final class DispatchBell {
    private final Semaphore rings = new Semaphore(0);

    public void ring() {
        if (rings.availablePermits() == 0) {
            rings.release();
        }
    }

    /** Returns when rung, or after the time. */
    void await(Duration time) throws InterruptedException {
        if (rings.tryAcquire(time.toMillis(), TimeUnit.MILLISECONDS)) {
            rings.drainPermits();
        }
    }
}
