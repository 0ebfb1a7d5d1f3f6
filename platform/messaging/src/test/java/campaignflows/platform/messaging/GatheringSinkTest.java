package campaignflows.platform.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Which batches take effect together. */
class GatheringSinkTest {
    private static final TopicRef TOPIC = new TopicRef("things", new UUID(7, 7));

    private final LaterThread thread = new LaterThread();
    private final Effects effects = new Effects();
    private final GatheringSink sink = new GatheringSink(effects, thread);
    private final List<Integer> begun = new ArrayList<>();

    @Test
    void shouldApplyTogetherWhatWaitsTogether() {
        var results = IntStream.range(0, 5).mapToObj(n -> apply(n, 3)).toList();
        assertThat(begun).isEmpty();

        thread.run();

        assertThat(begun).containsExactly(0, 1, 2, 3, 4);

        assertThat(effects.together).containsExactly(List.of(0, 1, 2, 3, 4));
        assertThat(effects.alone).isEmpty();
        assertThat(results).allSatisfy(result -> assertThat(result.join()).isEqualTo(new BatchResult.Applied()));
    }

    @Test
    void shouldApplyOneThatWaitsByItselfAlone() {
        CompletableFuture<BatchResult> first = apply(1, 3);
        thread.run();
        CompletableFuture<BatchResult> second = apply(1, 3);
        thread.run();

        assertThat(effects.together).isEmpty();
        assertThat(effects.alone).containsExactly(1, 1);
        assertThat(List.of(first.join(), second.join()))
                .containsExactly(new BatchResult.Applied(), new BatchResult.Applied());
    }

    @Test
    void shouldKeepATransactionWithinBounds() {
        IntStream.range(0, 5).forEach(n -> apply(n, 900));

        thread.run();

        assertThat(effects.together).containsExactly(List.of(0, 1), List.of(2, 3));
        assertThat(effects.alone).containsExactly(4);
    }

    @Test
    void shouldNotApplyTwoOfAPartitionTogether() {
        List.of(0, 1, 0, 2, 1).forEach(partition -> apply(partition, 3));

        thread.run();

        assertThat(effects.together).containsExactly(List.of(0, 1), List.of(0, 2, 1));
        assertThat(effects.alone).isEmpty();
    }

    @Test
    void shouldTakeABatchLargerThanTheBoundsAlone() {
        apply(0, 2_500);
        apply(1, 1);

        thread.run();

        assertThat(effects.together).isEmpty();
        assertThat(effects.alone).containsExactly(0, 1);
    }

    @Test
    void shouldHoldUpNoOtherWithOneWhosePositionHasMoved() {
        effects.moved.add(1);
        var results = IntStream.range(0, 3).mapToObj(n -> apply(n, 3)).toList();

        thread.run();

        assertThat(effects.alone).containsExactly(0, 1, 2);
        assertThat(results.stream().map(CompletableFuture::join))
                .containsExactly(
                        new BatchResult.Applied(), new BatchResult.PositionMoved(9), new BatchResult.Applied());
    }

    @Test
    void shouldHoldUpNoOtherWithOneThatFails() {
        effects.failing.add(2);
        var results = IntStream.range(0, 3).mapToObj(n -> apply(n, 3)).toList();

        thread.run();

        assertThat(effects.alone).containsExactly(0, 1, 2);
        assertThat(results.get(0).join()).isEqualTo(new BatchResult.Applied());
        assertThat(results.get(1).join()).isEqualTo(new BatchResult.Applied());
        assertThatThrownBy(() -> results.get(2).join()).hasRootCauseMessage("2 cannot");
    }

    private CompletableFuture<BatchResult> apply(int partition, int records) {
        List<ConsumedRecord> read = IntStream.range(0, records)
                .mapToObj(offset -> new ConsumedRecord(
                        TOPIC.name(), partition, offset, null, Map.of(), new byte[10], Instant.EPOCH))
                .toList();
        return sink.apply(new PartitionBatch(TOPIC, partition, 0, records, read), () -> begun.add(partition))
                .toCompletableFuture();
    }

    /** Applies everything but what it is told to refuse. */
    private static final class Effects implements BlockingSink {
        private final Set<Integer> moved = new HashSet<>();
        private final Set<Integer> failing = new HashSet<>();
        private final List<List<Integer>> together = new ArrayList<>();
        private final List<Integer> alone = new ArrayList<>();

        @Override
        public Map<Integer, Long> positions(TopicRef topic, Set<Integer> partitions) {
            return Map.of();
        }

        @Override
        public void begin(TopicRef topic, Map<Integer, Long> positions) {}

        @Override
        public BatchResult apply(PartitionBatch batch) {
            alone.add(batch.partition());
            require(batch);
            return moved.contains(batch.partition()) ? new BatchResult.PositionMoved(9) : new BatchResult.Applied();
        }

        @Override
        public boolean applyTogether(List<PartitionBatch> batches) {
            batches.forEach(this::require);
            if (batches.stream().anyMatch(batch -> moved.contains(batch.partition()))) {
                return false;
            }
            together.add(batches.stream().map(PartitionBatch::partition).toList());
            return true;
        }

        private void require(PartitionBatch batch) {
            if (failing.contains(batch.partition())) {
                throw new IllegalStateException(batch.partition() + " cannot");
            }
        }
    }

    /** Runs what it was given when it is told to. */
    private static final class LaterThread extends AbstractExecutorService {
        private final Queue<Runnable> given = new ArrayDeque<>();

        void run() {
            for (Runnable next = given.poll(); next != null; next = given.poll()) {
                next.run();
            }
        }

        @Override
        public void execute(Runnable command) {
            given.add(command);
        }

        @Override
        public void shutdown() {}

        @Override
        public List<Runnable> shutdownNow() {
            return List.of();
        }

        @Override
        public boolean isShutdown() {
            return false;
        }

        @Override
        public boolean isTerminated() {
            return false;
        }

        @Override
        public boolean awaitTermination(long timeout, TimeUnit unit) {
            return true;
        }
    }
}
