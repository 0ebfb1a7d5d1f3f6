package campaignflows.engine.loop;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Runs batches, a bounded number at a time, and tells what became of each: an answer or a failure. The threads are theirs
 * alone and of the platform: code of flows reckons without a pause, and virtual threads would keep each other waiting.
 */
public final class BatchRunner implements AutoCloseable {
    private static final Duration GRACE = Duration.ofMillis(1_500);

    private final BatchProcessor processor;
    private final WalkCommits commits;
    private final Semaphore permits;
    private final ExecutorService threads;

    /** @param parallel how many partitions are walked at the same time */
    public BatchRunner(BatchProcessor processor, WalkCommits commits, int parallel) {
        this(
                processor,
                commits,
                parallel,
                Executors.newCachedThreadPool(Thread.ofPlatform()
                        .name("flow-engine-batch-", 0)
                        .daemon()
                        .factory()));
    }

    /** @param threads to run batches on; closed with this */
    BatchRunner(BatchProcessor processor, WalkCommits commits, int parallel, ExecutorService threads) {
        this.processor = processor;
        this.commits = commits;
        this.permits = new Semaphore(parallel);
        this.threads = threads;
    }

    /** What is being walked in a partition, in words for the log. */
    String currentNode(int partition) {
        return String.valueOf(processor.currentNode(partition));
    }

    /** Has the batch walked. */
    void walk(Batch batch, Consumer<BatchResult> answer, Consumer<Throwable> failure) {
        run(() -> processor.process(batch), answer, failure);
    }

    /** Asks for the stored positions of the partitions; all or a failure. */
    void positions(
            String topicId,
            List<Integer> partitions,
            Consumer<Map<Integer, Long>> answer,
            Consumer<Throwable> failure) {
        run(
                () -> {
                    Map<Integer, Long> positions = new HashMap<>();
                    for (int partition : partitions) {
                        positions.put(partition, commits.position(topicId, partition));
                    }
                    return positions;
                },
                answer,
                failure);
    }

    private <T> void run(Supplier<T> work, Consumer<T> answer, Consumer<Throwable> failure) {
        threads.execute(() -> {
            T result;
            try {
                permits.acquire();
                try {
                    result = work.get();
                } finally {
                    permits.release();
                }
            } catch (Throwable e) {
                failure.accept(e);
                return;
            }
            answer.accept(result);
        });
    }

    /** Gives what is under way a little time, then interrupts it: then it commits or has no effect. */
    @Override
    public void close() {
        threads.shutdown();
        try {
            if (!threads.awaitTermination(GRACE.toMillis(), TimeUnit.MILLISECONDS)) {
                threads.shutdownNow();
            }
        } catch (InterruptedException e) {
            threads.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
