package campaignflows.platform.messaging;

import java.time.Duration;
import java.util.List;

/** Ends threads within a bound. */
final class Threads {

    private static final Duration LAST_GRACE = Duration.ofSeconds(1);

    private Threads() {}

    /** Waits for the thread to end by itself, then interrupts it and waits a little more. */
    static void join(Thread thread, Duration grace) {
        join(List.of(thread), grace);
    }

    /** As {@link #join(Thread, Duration)}; the bounds apply to all threads together. */
    static void join(List<Thread> threads, Duration grace) {
        try {
            await(threads, grace);
            threads.stream().filter(Thread::isAlive).forEach(Thread::interrupt);
            await(threads, LAST_GRACE);
        } catch (InterruptedException e) {
            threads.forEach(Thread::interrupt);
            Thread.currentThread().interrupt();
        }
    }

    private static void await(List<Thread> threads, Duration time) throws InterruptedException {
        long end = System.nanoTime() + time.toNanos();
        for (Thread thread : threads) {
            if (thread.isAlive()) {
                thread.join(Duration.ofNanos(Math.max(0, end - System.nanoTime())));
            }
        }
    }
}
