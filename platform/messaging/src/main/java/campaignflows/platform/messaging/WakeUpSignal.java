package campaignflows.platform.messaging;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Wakes one waiting thread; signals that nobody waited for yet count as one. */
public final class WakeUpSignal {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition given = lock.newCondition();
    private boolean pending;

    public void wakeUp() {
        lock.lock();
        try {
            pending = true;
            given.signal();
        } finally {
            lock.unlock();
        }
    }

    /** Returns when woken, or after the time. */
    public void await(Duration time) throws InterruptedException {
        lock.lock();
        try {
            long left = time.toNanos();
            while (!pending && left > 0) {
                left = given.awaitNanos(left);
            }
            pending = false;
        } finally {
            lock.unlock();
        }
    }
}
