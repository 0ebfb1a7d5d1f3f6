package campaignflows.platform.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import campaignflows.platform.testkit.Await;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Work that repeats until it is closed, and never delays that. */
class BackgroundLoopTest {

    private static final Duration HOUR = Duration.ofHours(1);

    private static Duration closing(List<BackgroundLoop> loops) {
        long begin = System.nanoTime();
        BackgroundLoop.closeAll(loops);
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    @Test
    void shouldRepeatItsWorkAndEndAWaitWhenWoken() {
        var passes = new AtomicInteger();
        try (var loop = new BackgroundLoop("test", running -> {
            passes.incrementAndGet();
            running.await(HOUR);
        })) {
            loop.start();
            Await.until("the first pass", () -> passes.get() == 1);

            loop.wakeUp();

            Await.until("the second pass", () -> passes.get() == 2);
        }
    }

    @Test
    void shouldContinueAfterAnyFailure() {
        var passes = new AtomicInteger();
        try (var loop = new BackgroundLoop("test", running -> {
            switch (passes.incrementAndGet()) {
                case 1 -> throw new IllegalStateException("no");
                case 2 -> throw new AssertionError("no");
                case 3 -> throw new InterruptedException("by anyone else");
                case 4 -> Thread.currentThread().interrupt();
                case 5 -> running.await(HOUR);
                default -> running.await(HOUR);
            }
        })) {
            loop.start();

            Await.until("the sixth pass", () -> passes.get() == 6);
        }
    }

    @Test
    void shouldCloseAtOnceWhileItWaits() throws Exception {
        // given one that waits for its next pass, and one that waits after a failure
        var waits = new CountDownLatch(2);
        var idle = new BackgroundLoop("idle", running -> {
            waits.countDown();
            running.await(HOUR);
        });
        var failing = new BackgroundLoop("failing", running -> {
            waits.countDown();
            throw new IllegalStateException("no");
        });
        idle.start();
        failing.start();
        assertThat(waits.await(10, TimeUnit.SECONDS)).isTrue();

        // when, then
        assertThat(closing(List.of(idle, failing))).isLessThan(Duration.ofMillis(500));
    }

    @Test
    void shouldInterruptWorkThatTakesLongAllAtTheSameTime() throws Exception {
        // given
        var works = new CountDownLatch(4);
        var interrupted = new AtomicInteger();
        BackgroundLoop.Work endless = running -> {
            works.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                interrupted.incrementAndGet();
                throw e;
            }
        };
        List<BackgroundLoop> loops = List.of(
                new BackgroundLoop("one", endless),
                new BackgroundLoop("two", endless),
                new BackgroundLoop("three", endless),
                new BackgroundLoop("four", endless));
        loops.forEach(BackgroundLoop::start);
        assertThat(works.await(10, TimeUnit.SECONDS)).isTrue();

        // when, then: the grace of 500 ms is that of all together
        assertThat(closing(loops)).isBetween(Duration.ofMillis(450), Duration.ofMillis(1_500));
        assertThat(interrupted).hasValue(4);
    }
}
