package campaignflows.platform.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A partition that does not go on makes its service not ready, one that merely waits for its turn does not. */
class ConsumerProgressTest {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final TestClock clock = new TestClock();
    private final ConsumerProgress progress =
            new ConsumerProgress("reader", "things", clock, partition -> partition == 3 ? "walking: node=n" : "");

    @Test
    void shouldTellOfAPartitionOfWhichNothingComesWhateverTheOthersDo() {
        progress.starved(3, 100);
        clock.pass(29);
        progress.starved(3, 100);
        assertThat(progress.stalled(LIMIT)).isEmpty();
        progress.moved(1);
        clock.pass(1);
        assertThat(progress.stalled(LIMIT))
                .extracting(Stall::toString)
                .containsExactly("consumer=reader topic=things partition=3 position=100 seconds=30 walking: node=n");

        progress.moved(3);
        progress.starved(3, 101);
        assertThat(progress.stalledPartitions(LIMIT)).as("it goes on").isEmpty();
        clock.pass(30);
        assertThat(progress.stalledPartitions(LIMIT)).as("told again").containsExactly(3);
    }

    @Test
    void shouldTellOfABatchThatFailsOrHangsWhateverTheOthersDo() {
        progress.inHand(1, 100);
        clock.pass(20);
        progress.unpositioned(1);
        progress.behind(1, 100);
        progress.inHand(1, 100);
        clock.pass(10);
        progress.moved(2);

        assertThat(progress.stalled(LIMIT))
                .extracting(Stall::what)
                .isEqualTo(List.of("consumer=reader topic=things partition=1 position=100"));
    }

    @Test
    void shouldKnowWhetherTheOthersMove() {
        progress.inHand(1, 100);
        clock.pass(60);
        assertThat(progress.stalled(LIMIT)).extracting(Stall::othersMove).containsExactly(false);

        progress.moved(2);
        assertThat(progress.stalled(LIMIT))
                .as("one partition alone is poisoned")
                .extracting(Stall::othersMove)
                .containsExactly(true);
    }

    @Test
    void shouldBearAPartitionThatWaitsForItsTurnWhileOthersMove() {
        progress.behind(1, 100);
        clock.pass(60);
        progress.moved(2);
        assertThat(progress.stalled(LIMIT)).isEmpty();

        clock.pass(30);
        assertThat(progress.stalledPartitions(LIMIT)).as("none moves").containsExactly(1);
    }

    @Test
    void shouldCountTheTimeOfABatchFromWhenItsTurnHasCome() {
        progress.behind(1, 100);
        clock.pass(60);
        progress.moved(2);
        progress.begun(1, 100);
        assertThat(progress.stalled(LIMIT)).isEmpty();

        clock.pass(20);
        progress.moved(2);
        progress.behind(1, 100);
        progress.begun(1, 100);
        clock.pass(10);
        progress.moved(2);
        assertThat(progress.stalledPartitions(LIMIT)).as("it fails").containsExactly(1);
    }

    @Test
    void shouldNotMindAPartitionWithNothingToRead() {
        progress.starved(1, 100);
        progress.unpositioned(2);
        clock.pass(60);
        progress.level(1);
        progress.level(2);

        assertThat(progress.stalled(LIMIT)).isEmpty();
    }

    @Test
    void shouldTellOfAPartitionWhosePositionIsNotRead() {
        progress.unpositioned(2);
        clock.pass(30);

        assertThat(progress.stalled(LIMIT))
                .extracting(Stall::what)
                .isEqualTo(List.of("consumer=reader topic=things partition=2 position=unknown"));
    }
}
