package campaignflows.platform.messaging;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Wakes one waiting thread; rings that nobody waited for yet count as one. */
final class Bell {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition rang = lock.newCondition();
    private boolean ringing;

    void ring() {
        lock.lock();
        try {
            ringing = true;
            rang.signal();
        } finally {
            lock.unlock();
        }
    }

    /** Returns when rung, or after the time. */
    void await(Duration time) throws InterruptedException {
        lock.lock();
        try {
            long left = time.toNanos();
            while (!ringing && left > 0) {
                left = rang.awaitNanos(left);
            }
            ringing = false;
        } finally {
            lock.unlock();
        }
    }

    static void sleep(Duration time) throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(time.toNanos());
    }
}
