package campaignflows.platform.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Where a partition stands, and which batch comes next. */
class AssignedPartitionTest {

    private static final TopicRef TOPIC = new TopicRef("things", new UUID(7, 7));

    private final AssignedPartition partition = new AssignedPartition(
            7, new ConsumerSettings(100, 1_000_000, 1_000_000, 1, Duration.ofSeconds(1)), Scheduling.REAL);
    private long turns;

    private PartitionBatch take(int maxRecords, long maxBytes) {
        return partition.take(TOPIC, maxRecords, maxBytes, ++turns);
    }

    private static List<ConsumedRecord> records(int... offsets) {
        return IntStream.of(offsets)
                .mapToObj(offset ->
                        new ConsumedRecord(TOPIC.name(), 7, offset, null, Map.of(), new byte[900], Instant.EPOCH))
                .toList();
    }

    @Test
    void shouldTakeNothingBeforeItsPositionIsKnown() {
        // when
        partition.add(records(0, 1), 2);

        // then
        assertThat(partition.isDue()).isTrue();
        assertThat(partition.isReady()).isFalse();
        assertThat(partition.buffered()).isZero();
    }

    @Test
    void shouldBeginEachBatchWhereTheLastOneEnded() {
        // given: markers at 12 and 15
        partition.positionedAt(10);
        partition.add(records(10, 11, 13, 14), 16);

        // when
        PartitionBatch first = take(2, 1_000_000);
        assertThat(partition.isReady()).isFalse();
        partition.applied();
        PartitionBatch second = take(100, 1_000_000);

        // then
        assertThat(first.from()).isEqualTo(10);
        assertThat(first.to()).isEqualTo(13);
        assertThat(second.from()).isEqualTo(13);
        assertThat(second.to()).isEqualTo(16);
        assertThat(second.records()).extracting(ConsumedRecord::offset).containsExactly(13L, 14L);
    }

    @Test
    void shouldReadOnWhileABatchIsUnderWay() {
        // given
        partition.positionedAt(10);
        partition.add(records(10), 11);
        take(100, 1_000_000);

        // when
        partition.add(records(11), 12);
        partition.applied();

        // then
        assertThat(partition.isReady()).isTrue();
        assertThat(take(100, 1_000_000).from()).isEqualTo(11);
    }

    @Test
    void shouldBoundABatchInBytesButTakeAtLeastOne() {
        // given
        partition.positionedAt(0);
        partition.add(records(0, 1, 2), 3);

        // when / then
        assertThat(take(100, 1).records()).hasSize(1);
        partition.applied();
        assertThat(take(100, 1_500).records()).hasSize(2);
    }

    @Test
    void shouldDropWhatWasReadWhenABatchFails() {
        // given
        partition.positionedAt(0);
        partition.add(records(0, 1, 2), 3);
        take(1, 1);

        // when
        partition.failed();

        // then
        assertThat(partition.isLost()).isTrue();
        assertThat(partition.buffered()).isZero();
        assertThat(partition.bufferedBytes()).isZero();
        assertThat(partition.failures()).isEqualTo(1);
        assertThat(partition.nanosUntilDue()).isPositive();
    }

    @Test
    void shouldNotStoreMarkersAtOnce() {
        // given
        partition.positionedAt(0);

        // when
        partition.add(List.of(), 1);

        // then
        assertThat(partition.isReady()).isFalse();
    }

    @Test
    void shouldBeginAgainAtTheStoredPositionBehindWhatHadNoEffect() {
        // given
        partition.positionedAt(10);
        partition.add(records(10, 11), 12);
        PartitionBatch first = take(100, 1_000_000);
        partition.passed();

        // when: its end is not stored at once, but with what comes
        assertThat(partition.isReady()).isFalse();
        partition.add(records(12), 13);
        PartitionBatch second = take(100, 1_000_000);

        // then
        assertThat(first.mayPass()).isTrue();
        assertThat(partition.position()).isEqualTo(10);
        assertThat(second.from()).isEqualTo(10);
        assertThat(second.to()).isEqualTo(13);
        assertThat(second.records()).extracting(ConsumedRecord::offset).containsExactly(12L);
    }
}
