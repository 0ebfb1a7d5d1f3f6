package campaignflows.engine.loop;

import static org.assertj.core.api.Assertions.assertThat;

import campaignflows.platform.messaging.Scheduling;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Where a partition stands, and which batch comes next. */
class PartitionTest {
    private final Partition partition = new Partition(7, Scheduling.REAL);

    private static List<EventRecord> records(int... offsets) {
        return IntStream.of(offsets)
                .mapToObj(offset -> new EventRecord(7, offset, null, new byte[900]))
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
        Batch first = partition.take("t", 2, 1_000_000);
        assertThat(partition.isReady()).isFalse();
        partition.applied();
        Batch second = partition.take("t", 100, 1_000_000);

        // then
        assertThat(first.from()).isEqualTo(10);
        assertThat(first.to()).isEqualTo(13);
        assertThat(second.from()).isEqualTo(13);
        assertThat(second.to()).isEqualTo(16);
        assertThat(second.records()).extracting(EventRecord::offset).containsExactly(13L, 14L);
    }

    @Test
    void shouldReadOnWhileABatchIsUnderWay() {
        // given
        partition.positionedAt(10);
        partition.add(records(10), 11);
        partition.take("t", 100, 1_000_000);

        // when
        partition.add(records(11), 12);
        partition.applied();

        // then
        assertThat(partition.isReady()).isTrue();
        assertThat(partition.take("t", 100, 1_000_000).from()).isEqualTo(11);
    }

    @Test
    void shouldBoundABatchInBytesButTakeAtLeastOne() {
        // given
        partition.positionedAt(0);
        partition.add(records(0, 1, 2), 3);

        // when / then
        assertThat(partition.take("t", 100, 1).records()).hasSize(1);
        partition.applied();
        assertThat(partition.take("t", 100, 1_500).records()).hasSize(2);
    }

    @Test
    void shouldDropWhatWasReadWhenABatchFails() {
        // given
        partition.positionedAt(0);
        partition.add(records(0, 1, 2), 3);
        partition.take("t", 1, 1);

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
        Batch first = partition.take("t", 100, 1_000_000);
        partition.passed();

        // when: its end is not stored at once, but with what comes
        assertThat(partition.isReady()).isFalse();
        partition.add(records(12), 13);
        Batch second = partition.take("t", 100, 1_000_000);

        // then
        assertThat(first.mayPass()).isTrue();
        assertThat(partition.position()).isEqualTo(10);
        assertThat(second.from()).isEqualTo(10);
        assertThat(second.to()).isEqualTo(13);
        assertThat(second.records()).extracting(EventRecord::offset).containsExactly(12L);
    }
}
