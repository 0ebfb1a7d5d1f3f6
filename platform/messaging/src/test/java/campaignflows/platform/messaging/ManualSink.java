package campaignflows.platform.messaging;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Keeps positions, and the batches that are in hand. */
final class ManualSink implements BatchSink {
    final Map<Integer, Long> stored = new HashMap<>();
    final List<PartitionBatch> handed = new ArrayList<>();
    final List<Runnable> beginnings = new ArrayList<>();
    final List<CompletableFuture<BatchResult>> outcomes = new ArrayList<>();
    final List<Set<Integer>> asked = new ArrayList<>();
    RuntimeException refusal = new IllegalStateException("no");
    boolean refuses;

    /** Whether batches wait for their turn. */
    boolean busy;

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
    public CompletionStage<BatchResult> apply(PartitionBatch batch, Runnable begins) {
        handed.add(batch);
        beginnings.add(begins);
        if (!busy) {
            begins.run();
        }
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
