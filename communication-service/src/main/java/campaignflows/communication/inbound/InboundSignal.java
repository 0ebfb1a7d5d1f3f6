package campaignflows.communication.inbound;

import campaignflows.platform.messaging.WakeUpSignal;
import jakarta.inject.Singleton;
import java.time.Duration;

/** Wakes the loop that routes incoming messages when one has come in. */
@Singleton
public final class InboundSignal {
    private final WakeUpSignal signal = new WakeUpSignal();

    void wakeUp() {
        signal.wakeUp();
    }

    /** Returns when woken up, or after the time. */
    public void await(Duration time) throws InterruptedException {
        signal.await(time);
    }
}
