package campaignflows.communication.dispatch;

import campaignflows.platform.messaging.WakeUpSignal;
import jakarta.inject.Singleton;
import java.time.Duration;

/** Wakes the dispatcher when something may be due. */
@Singleton
public final class DispatchSignal {
    private final WakeUpSignal signal = new WakeUpSignal();

    public void wakeUp() {
        signal.wakeUp();
    }

    /** Returns when woken up, or after the time. */
    void await(Duration time) throws InterruptedException {
        signal.await(time);
    }
}
