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
    void shouldEndItsWaitWhenItIsClosed() throws Exception {
        // given
        var waits = new CountDownLatch(1);
        var ended = new CountDownLatch(1);
        var idle = new BackgroundLoop("idle", running -> {
            waits.countDown();
            running.await(HOUR);
            ended.countDown();
        });
        idle.start();
        assertThat(waits.await(10, TimeUnit.SECONDS)).isTrue();

        // when
        idle.close();

        // then the wait has returned, as it does not when it is interrupted
        assertThat(ended.await(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void shouldInterruptWorkThatTakesLong() throws Exception {
        // given
        var works = new CountDownLatch(4);
        var interrupted = new CountDownLatch(4);
        BackgroundLoop.Work endless = running -> {
            works.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                interrupted.countDown();
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

        // when
        BackgroundLoop.closeAll(loops);

        // then
        assertThat(interrupted.await(10, TimeUnit.SECONDS)).isTrue();
    }
}
