package campaignflows.platform.messaging;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Asks loops to stop, and ends their pauses at once; once given it stays given, for any number of threads. */
public final class StopSignal {

    private final CountDownLatch given = new CountDownLatch(1);

    public void stop() {
        given.countDown();
    }

    public boolean isGiven() {
        return given.getCount() == 0;
    }

    /**
     * Returns after the time, or as soon as the signal is given.
     *
     * @return whether it is given
     */
    public boolean pause(Duration time) throws InterruptedException {
        return given.await(time.toNanos(), TimeUnit.NANOSECONDS);
    }
}
