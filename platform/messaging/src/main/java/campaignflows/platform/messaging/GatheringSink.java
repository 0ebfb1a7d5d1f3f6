package campaignflows.platform.messaging;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jboss.logging.Logger;

/**
 * Has a {@link BlockingSink} do its work on one thread of its own, and whatever batches wait there for their turn at once: a
 * transaction of few records costs about as much as one of many, and a topic's records come spread over its partitions. When
 * the batches cannot be applied together, each is applied alone, so that one that fails holds up no other.
 */
public final class GatheringSink implements BatchSink {

    private static final Logger LOG = Logger.getLogger(GatheringSink.class);
    private static final int MAX_RECORDS = 2_000;
    private static final long MAX_BYTES = 4L * 1024 * 1024;

    private final BlockingSink sink;
    private final ExecutorService thread;
    private final Queue<Waiting> waiting = new ArrayDeque<>();

    /** @param thread a single one to work on; closed with this */
    public GatheringSink(BlockingSink sink, ExecutorService thread) {
        this.sink = sink;
        this.thread = thread;
    }

    /** @param consumer names the thread */
    static GatheringSink of(String consumer, BlockingSink sink) {
        return new GatheringSink(
                sink,
                Executors.newSingleThreadExecutor(Thread.ofPlatform()
                        .name("consumer-" + consumer + "-batch")
                        .daemon()
                        .factory()));
    }

    private record Waiting(PartitionBatch batch, Runnable begins, CompletableFuture<BatchResult> result) {}

    @Override
    public CompletionStage<Map<Integer, Long>> positions(TopicRef topic, Set<Integer> partitions) {
        return CompletableFuture.supplyAsync(() -> sink.positions(topic, partitions), thread);
    }

    @Override
    public CompletionStage<Void> begin(TopicRef topic, Map<Integer, Long> positions) {
        return CompletableFuture.runAsync(() -> sink.begin(topic, positions), thread);
    }

    @Override
    public CompletionStage<BatchResult> apply(PartitionBatch batch, Runnable begins) {
        var one = new Waiting(batch, begins, new CompletableFuture<>());
        synchronized (waiting) {
            waiting.add(one);
        }
        thread.execute(this::applyWaiting);
        return one.result();
    }

    /** Finds nothing to do when the batch that it was set off for has gone with an earlier one. */
    private void applyWaiting() {
        List<Waiting> group = takeGroup();
        group.forEach(one -> one.begins().run());
        if (group.size() > 1
                && isAppliedTogether(group.stream().map(Waiting::batch).toList())) {
            group.forEach(one -> one.result().complete(new BatchResult.Applied()));
        } else {
            group.forEach(this::applyAlone);
        }
    }

    /** Of a partition one at most: after it was lost and came back, one from before may still wait. */
    private List<Waiting> takeGroup() {
        List<Waiting> group = new ArrayList<>();
        Set<Integer> partitions = new HashSet<>();
        int records = 0;
        long bytes = 0;
        synchronized (waiting) {
            for (Waiting next = waiting.peek(); next != null; next = waiting.peek()) {
                records += next.batch().records().size();
                bytes += next.batch().bytes();
                boolean another = partitions.add(next.batch().partition());
                if (!group.isEmpty() && (!another || records > MAX_RECORDS || bytes > MAX_BYTES)) {
                    break;
                }
                group.add(waiting.remove());
            }
        }
        return group;
    }

    private boolean isAppliedTogether(List<PartitionBatch> batches) {
        try {
            return sink.applyTogether(batches);
        } catch (Throwable failure) {
            // Perhaps of one of them only, and perhaps they took effect: applied alone, each shows what became of it.
            LOG.warnf(
                    "batches failed together, each is applied alone topic=%s batches=%d cause=%s",
                    batches.getFirst().topic().name(),
                    batches.size(),
                    failure.getClass().getSimpleName());
            return false;
        }
    }

    private void applyAlone(Waiting one) {
        try {
            one.result().complete(sink.apply(one.batch()));
        } catch (Throwable failure) {
            one.result().completeExceptionally(failure);
        }
    }

    @Override
    public String currentWork(int partition) {
        return sink.currentWork(partition);
    }

    /** Interrupts what is under way: then it has taken effect or will not. */
    @Override
    public void close() {
        thread.shutdownNow();
    }
}
