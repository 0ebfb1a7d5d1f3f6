package campaignflows.platform.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A pause of any length ends with the signal, on every thread, and does not begin after it. */
class StopSignalTest {

    private static final Duration FOREVER = Duration.ofDays(1);

    private final StopSignal stop = new StopSignal();

    @Test
    void shouldEndThePausesOfAllThreadsAtOnceAndAllLaterOnes() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            // given
            var about = new CountDownLatch(3);
            List<Future<Boolean>> pauses = IntStream.range(0, 3)
                    .mapToObj(any -> threads.submit(() -> {
                        about.countDown();
                        return stop.pause(FOREVER);
                    }))
                    .toList();
            assertThat(about.await(10, TimeUnit.SECONDS)).isTrue();

            // when
            stop.stop();

            // then
            for (Future<Boolean> pause : pauses) {
                assertThat(pause.get(10, TimeUnit.SECONDS)).isTrue();
            }
            assertThat(stop.pause(FOREVER)).isTrue();
            assertThat(stop.isGiven()).isTrue();
        }
    }

    @Test
    void shouldSayThatAPauseWasWhole() throws Exception {
        assertThat(stop.pause(Duration.ofMillis(1))).isFalse();
        assertThat(stop.isGiven()).isFalse();
    }
}
