package campaignflows.platform.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Where a member of a group begins and continues to read, and how far it is from the ends. */
class GroupPositionsTest extends MembershipFixture {
    @Test
    void shouldBeginAtTheStoredPositionAndWhereThereIsNoneAtTheBeginning() {
        // given
        sink.stored.put(1, 40L);
        admin.beginning = 7;

        // when
        assign(ONE, TWO);
        assertThat(consumer.paused()).containsExactlyInAnyOrder(ONE, TWO);
        turns();

        // then
        assertThat(consumer.paused()).isEmpty();
        assertThat(consumer.position(ONE)).isEqualTo(40);
        assertThat(consumer.position(TWO)).isEqualTo(7);
        assertThat(sink.stored).isEqualTo(Map.of(1, 40L, 2, 7L));
    }

    @Test
    void shouldGoOnWhereThePositionIsThatAnotherHasMoved() {
        // given
        assign(ONE, TWO);
        turns();
        publish(ONE, 0, 2);
        publish(TWO, 0, 2);
        turns();
        sink.stored.put(2, 9L);

        // when one is known and one is to be requested
        sink.outcomes.get(sink.handed.getFirst().partition() == 1 ? 0 : 1).complete(new BatchResult.PositionMoved(5));
        sink.outcomes.get(sink.handed.getFirst().partition() == 1 ? 1 : 0).complete(new BatchResult.PositionMoved());
        turns();

        // then
        assertThat(consumer.position(ONE)).isEqualTo(5);
        assertThat(consumer.position(TWO)).isEqualTo(9);
        assertThat(metrics.moves).isEqualTo(2);
        assertThat(metrics.failures).isZero();
    }

    @Test
    void shouldForgetAPartitionThatIsTakenAwayWithABatchInHand() {
        // given
        assign(ONE);
        turns();
        publish(ONE, 0, 2);
        turns();

        // when it goes and comes again, another having moved its position meanwhile, and the batch ends only then
        assign();
        sink.stored.put(1, 30L);
        assign(ONE);
        turns();
        sink.outcomes.getFirst().complete(new BatchResult.PositionMoved(17));
        turns();

        // then
        assertThat(consumer.position(ONE)).isEqualTo(30);
        assertThat(sink.asked).containsExactly(Set.of(1), Set.of(1), Set.of(1));
        assertThat(progress.stalled(Duration.ZERO)).isEmpty();
    }

    @Test
    void shouldSendOneRequestAtATimeAndAfterAFailureALittleLater() {
        // given
        sink.refuses = true;
        assign(ONE, TWO);

        // when
        turns();

        // then
        assertThat(sink.asked).containsExactly(Set.of(1, 2));
        clock.pass(1);
        turns();
        assertThat(sink.asked).hasSize(2);
        assertThat(metrics.failures).isEqualTo(2);

        // when
        clock.pass(30);
        assertThat(progress.stalledPartitions(Duration.ofSeconds(30))).containsExactly(1, 2);
        sink.refuses = false;
        turns();

        // then
        assertThat(consumer.paused()).isEmpty();
        assertThat(progress.stalled(Duration.ZERO)).isEmpty();
    }

    @Test
    void shouldStopWhenThePositionsBelongToAnotherTopic() {
        sink.refuses = true;
        sink.refusal = TopicMismatchException.of("reader", new TopicRef(TOPIC, admin.topicId), UUID.randomUUID());
        assign(ONE);

        assertThatThrownBy(this::turns)
                .isInstanceOf(TopicMismatchException.class)
                .hasMessageContaining("was deleted and created again");
    }

    @Test
    void shouldMeasureHowFarThePositionsAreBehindTheEnds() {
        // given
        assign(ONE, TWO);
        turns();
        admin.ends.putAll(Map.of(1, 12L, 2, 0L));
        publish(ONE, 0, 2);
        turns();

        // when
        clock.pass(5);
        turns();

        // then
        assertThat(metrics.lags).isEqualTo(Map.of(1, 12L, 2, 0L));

        // when
        sink.complete(0);
        clock.pass(5);
        turns();

        // then nothing of what follows is handed out
        assertThat(metrics.lags).isEqualTo(Map.of(1, 10L, 2, 0L));
        assertThat(metrics.positions).isEqualTo(Map.of(1, 2L, 2, 0L));
        clock.pass(30);
        assertThat(progress.stalledPartitions(Duration.ofSeconds(30))).containsExactly(1);
    }
}
