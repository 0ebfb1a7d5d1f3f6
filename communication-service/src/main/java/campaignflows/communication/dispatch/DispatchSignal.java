package campaignflows.communication.dispatch;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Wakes the dispatcher when something may be due; signals that nobody waited for yet count as one. */
@Singleton
public final class DispatchSignal {
    private final Semaphore signals = new Semaphore(0);

    public void wakeUp() {
        if (signals.availablePermits() == 0) {
            signals.release();
        }
    }

    /** Returns when woken up, or after the time. */
    void await(Duration time) throws InterruptedException {
        if (signals.tryAcquire(time.toMillis(), TimeUnit.MILLISECONDS)) {
            signals.drainPermits();
        }
    }
}
