package campaignflows.platform.messaging;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Runs a {@link BlockingSink} on threads of its own, in the order of the calls. They are platform threads: the code of flows may
 * compute for long, and virtual threads would keep each other waiting.
 */
public final class WorkerThreadSink implements BatchSink {

    private final BlockingSink sink;
    private final ExecutorService threads;

    /** @param threads to work on; closed with this */
    public WorkerThreadSink(BlockingSink sink, ExecutorService threads) {
        this.sink = sink;
        this.threads = threads;
    }

    /**
     * With so many threads.
     *
     * @param consumer names them
     */
    public static WorkerThreadSink of(String consumer, BlockingSink sink, int threads) {
        return new WorkerThreadSink(
                sink,
                Executors.newFixedThreadPool(
                        threads,
                        Thread.ofPlatform()
                                .name("consumer-" + consumer + "-batch-", 0)
                                .daemon()
                                .factory()));
    }

    @Override
    public CompletionStage<Map<Integer, Long>> positions(TopicRef topic, Set<Integer> partitions) {
        return CompletableFuture.supplyAsync(() -> sink.positions(topic, partitions), threads);
    }

    @Override
    public CompletionStage<Void> begin(TopicRef topic, Map<Integer, Long> positions) {
        return CompletableFuture.runAsync(() -> sink.begin(topic, positions), threads);
    }

    @Override
    public CompletionStage<BatchResult> apply(PartitionBatch batch, Runnable begins) {
        return CompletableFuture.supplyAsync(
                () -> {
                    begins.run();
                    return sink.apply(batch);
                },
                threads);
    }

    @Override
    public String currentWork(int partition) {
        return sink.currentWork(partition);
    }

    /** Interrupts what is under way: then it has taken effect or will not. */
    @Override
    public void close() {
        threads.shutdownNow();
    }
}
