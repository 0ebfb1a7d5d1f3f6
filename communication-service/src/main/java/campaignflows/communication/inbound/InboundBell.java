package campaignflows.communication.inbound;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Wakes whoever looks at messages when one has come in; rings that nobody waited for yet count as one. */
@Singleton
public final class InboundBell {
    private final Semaphore rings = new Semaphore(0);

    void ring() {
        if (rings.availablePermits() == 0) {
            rings.release();
        }
    }

    /** Returns when rung, or after the time. */
    public void await(Duration time) throws InterruptedException {
        if (rings.tryAcquire(time.toMillis(), TimeUnit.MILLISECONDS)) {
            rings.drainPermits();
        }
    }
}
