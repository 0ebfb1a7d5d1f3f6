package campaignflows.platform.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** What a member of a group reads, hands out and remembers, turn by turn, over a sink that a test completes when it likes. */
class GroupMembershipTest {

    private static final String TOPIC = "things";
    private static final TopicPartition ONE = new TopicPartition(TOPIC, 1);
    private static final TopicPartition TWO = new TopicPartition(TOPIC, 2);

    /** Keeps positions, and the batches that are in hand. */
    private static final class ManualSink implements BatchSink {
        final Map<Integer, Long> stored = new HashMap<>();
        final List<PartitionBatch> handed = new ArrayList<>();
        final List<CompletableFuture<BatchResult>> outcomes = new ArrayList<>();
        final List<Set<Integer>> asked = new ArrayList<>();
        RuntimeException refusal = new IllegalStateException("no");
        boolean refuses;

        @Override
        public CompletionStage<Map<Integer, Long>> positions(TopicRef topic, Set<Integer> partitions) {
            asked.add(Set.copyOf(partitions));
            if (refuses) {
                return CompletableFuture.failedStage(refusal);
            }
            Map<Integer, Long> found = new HashMap<>(stored);
            found.keySet().retainAll(partitions);
            return CompletableFuture.completedStage(found);
        }

        @Override
        public CompletionStage<Void> begin(TopicRef topic, Map<Integer, Long> positions) {
            positions.forEach(stored::putIfAbsent);
            return CompletableFuture.completedStage(null);
        }

        @Override
        public CompletionStage<BatchResult> apply(PartitionBatch batch) {
            handed.add(batch);
            outcomes.add(new CompletableFuture<>());
            return outcomes.getLast();
        }

        void complete(int batch) {
            stored.put(handed.get(batch).partition(), handed.get(batch).to());
            outcomes.get(batch).complete(new BatchResult.Applied());
        }

        List<String> ranges() {
            return handed.stream()
                    .map(batch -> batch.partition() + ":" + batch.from() + "-" + batch.to())
                    .toList();
        }

        @Override
        public void close() {}
    }

    /** Keeps what was told last. */
    private static final class KeptMetrics implements ConsumerMetrics {
        int applied;
        int failures;
        int moves;
        Map<Integer, Long> lags = Map.of();

        @Override
        public void applied(int records) {
            applied += records;
        }

        @Override
        public void failed() {
            failures++;
        }

        @Override
        public void positionMoved() {
            moves++;
        }

        @Override
        public void lag(Map<Integer, Long> byPartition) {
            lags = byPartition;
        }
    }

    private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("none");
    private final ManualSink sink = new ManualSink();
    private final KeptMetrics metrics = new KeptMetrics();
    private final TestClock clock = new TestClock();
    private final TestAdmin admin = new TestAdmin();
    private final ConsumerProgress progress = new ConsumerProgress("reader", TOPIC, clock);
    private GroupMembership member = member(new ConsumerSettings(3, 1_000_000, 1_000_000, 9, Duration.ofSeconds(1)));

    private GroupMembership member(ConsumerSettings settings) {
        return new GroupMembership("reader", TOPIC, consumer, admin.client(), sink, settings, metrics, progress, clock);
    }

    /** Goes round until what was set off is heard of: a wake-up ends a poll, which costs a turn. */
    private void turns() {
        for (int i = 0; i < 5; i++) {
            member.turn();
        }
    }

    private void assign(TopicPartition... partitions) {
        consumer.rebalance(List.of(partitions));
    }

    private void publish(TopicPartition partition, long from, long to) {
        LongStream.range(from, to)
                .forEach(offset -> consumer.addRecord(new ConsumerRecord<>(
                        partition.topic(), partition.partition(), offset, new byte[1], new byte[10])));
    }

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
    void shouldGoOnWhereThePositionIsThatAnotherHasMoved() {
        // given
        assign(ONE, TWO);
        turns();
        publish(ONE, 0, 2);
        publish(TWO, 0, 2);
        turns();
        sink.stored.put(2, 9L);

        // when one is told and one is to be asked for
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
    void shouldAskWithOneQuestionAtATimeAndAfterAFailureALittleLater() {
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

        // then of what lies behind, nothing comes
        assertThat(metrics.lags).isEqualTo(Map.of(1, 10L, 2, 0L));
        clock.pass(30);
        assertThat(progress.stalledPartitions(Duration.ofSeconds(30))).containsExactly(1);
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
