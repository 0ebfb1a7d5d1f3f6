package campaignflows.platform.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What a member of a group reads, hands out and remembers, turn by turn. */
class GroupMembershipTest extends MembershipFixture {
    @Test
    void shouldHaveOneBatchOfAPartitionInHandAndReadOnMeanwhile() {
        // given
        assign(ONE);
        turns();

        // when
        publish(ONE, 0, 2);
        turns();
        publish(ONE, 2, 4);
        turns();

        // then
        assertThat(sink.ranges()).containsExactly("1:0-2");

        // when
        sink.complete(0);
        turns();

        // then
        assertThat(sink.ranges()).containsExactly("1:0-2", "1:2-4");
        assertThat(metrics.applied).isEqualTo(2);
    }

    @Test
    void shouldHoldABoundedNumberOfRecordsInMemory() {
        // given
        assign(ONE, TWO);
        turns();
        publish(ONE, 0, 1);
        turns();

        // when its batch is in hand and three more records, which is enough, have come
        publish(ONE, 1, 4);
        turns();

        // then
        assertThat(consumer.paused()).containsExactly(ONE);

        // when
        sink.complete(0);
        turns();

        // then
        assertThat(sink.ranges()).containsExactly("1:0-1", "1:1-4");
        assertThat(consumer.paused()).isEmpty();
    }

    @Test
    void shouldReadABatchThatFailedAgainFromTheStoredPositionAfterAWhile() {
        // given
        assign(ONE, TWO);
        turns();
        publish(ONE, 0, 2);
        turns();
        publish(ONE, 2, 3);
        turns();

        // when
        sink.outcomes.getFirst().completeExceptionally(new IllegalStateException("a neighbour is away"));
        turns();

        // then it waits, and the other goes on
        assertThat(metrics.failures).isEqualTo(1);
        assertThat(consumer.paused()).containsExactly(ONE);
        publish(TWO, 0, 1);
        turns();
        assertThat(sink.ranges()).containsExactly("1:0-2", "2:0-1");

        // when
        clock.pass(1);
        turns();

        // then
        assertThat(consumer.position(ONE)).isZero();
        publish(ONE, 0, 3);
        turns();
        assertThat(sink.ranges()).containsExactly("1:0-2", "2:0-1", "1:0-3");
    }

    @Test
    void shouldHandOutSoManyAtOnceAndEachInItsTurn() {
        // given
        member = member(new ConsumerSettings(1, 1_000_000, 1_000_000, 1, Duration.ofSeconds(1)));
        assign(ONE, TWO);
        turns();
        publish(ONE, 0, 2);
        publish(TWO, 0, 2);
        turns();

        // when
        for (int batch = 0; batch < 4; batch++) {
            assertThat(sink.handed).hasSize(batch + 1);
            sink.complete(batch);
            turns();
        }

        // then
        assertThat(sink.ranges()).contains("1:0-1", "2:0-1", "1:1-2", "2:1-2");
        assertThat(sink.handed.get(0).partition())
                .isNotEqualTo(sink.handed.get(1).partition());
        assertThat(sink.handed.get(2).partition()).isEqualTo(sink.handed.get(0).partition());
    }

    @Test
    void shouldEndOfWhatNoLoopSurvives() {
        // given
        assign(ONE);
        turns();
        publish(ONE, 0, 1);
        turns();

        // when
        sink.outcomes.getFirst().completeExceptionally(new AssertionError("a defect"));

        // then
        assertThatThrownBy(this::turns).isInstanceOf(AssertionError.class).hasMessage("a defect");
    }

    @Test
    void shouldLetBatchesInHandEndBeforeItLeaves() throws Exception {
        // given
        assign(ONE);
        turns();
        publish(ONE, 0, 2);
        turns();
        var ending = Thread.ofVirtual().unstarted(() -> sink.complete(0));

        // when
        ending.start();
        member.drain();

        // then
        assertThat(metrics.applied).isEqualTo(2);
    }
}
