package campaignflows.engine.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** A partition that does not go on makes the engine not ready, and is told of once. */
class ProgressTest {
    private final AtomicLong nanos = new AtomicLong();
    private final Progress progress = new Progress(Duration.ofSeconds(30), nanos::get);

    private void pass(int seconds) {
        nanos.addAndGet(Duration.ofSeconds(seconds).toNanos());
    }

    @Test
    void shouldTellOfAPartitionThatStandsStillThoughThereIsMore() {
        assertThat(progress.seen(3, 100, 5)).isFalse();
        pass(29);
        assertThat(progress.seen(3, 100, 500)).isFalse();
        assertThat(progress.still()).isEmpty();
        pass(1);
        assertThat(progress.still()).containsExactly(3);
        assertThat(progress.seen(3, 100, 900)).isTrue();
        assertThat(progress.seen(3, 100, 901)).as("told once").isFalse();

        assertThat(progress.seen(3, 101, 900)).isFalse();
        assertThat(progress.still()).as("it goes on").isEmpty();
        pass(30);
        assertThat(progress.seen(3, 101, 900)).as("told again").isTrue();
    }

    @Test
    void shouldNotMindAPartitionWithNothingToWalk() {
        progress.seen(1, 100, 0);
        progress.seen(2, 100, 7);
        pass(60);
        progress.seen(1, 100, 0);
        progress.seen(2, 107, 0);

        assertThat(progress.still()).isEmpty();
    }

    @Test
    void shouldForgetPartitionsThatAreOthersNow() {
        progress.seen(1, 100, 5);
        progress.seen(2, -1, 5);
        pass(31);
        assertThat(progress.still()).containsExactly(1, 2);
        progress.keep(List.of(2));

        assertThat(progress.still()).containsExactly(2);
    }
}
