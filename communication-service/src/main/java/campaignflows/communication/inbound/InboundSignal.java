package campaignflows.communication.inbound;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Wakes whoever looks at messages when one has come in; signals that nobody waited for yet count as one. */
@Singleton
public final class InboundSignal {
    private final Semaphore signals = new Semaphore(0);

    void wakeUp() {
        if (signals.availablePermits() == 0) {
            signals.release();
        }
    }

    /** Returns when woken up, or after the time. */
    public void await(Duration time) throws InterruptedException {
        if (signals.tryAcquire(time.toMillis(), TimeUnit.MILLISECONDS)) {
            signals.drainPermits();
        }
    }
}
