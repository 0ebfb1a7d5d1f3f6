package campaignflows.gateway.async;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * A number of permits, granted in order of rank, and within a rank in the order of the requests; waiting occupies no thread.
 */
public final class Permits {
    private final Vertx vertx;
    private final Queue<Waiting> queue =
            new PriorityQueue<>(Comparator.comparingInt(Waiting::rank).thenComparingLong(Waiting::arrival));
    private int free;
    private long arrivals;

    public Permits(Vertx vertx, int count) {
        this.vertx = vertx;
        this.free = count;
    }

    /** No permit became free in time. */
    public static final class NoPermitException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NoPermitException() {
            super("Expected a permit in time, but all are in use");
        }
    }

    /**
     * Completes when the caller has a permit, on its Vert.x context; it must release it. Fails with {@link NoPermitException} if
     * none became free within the limit.
     */
    public CompletionStage<@Nullable Void> acquire(Duration limit) {
        return acquire(0, limit);
    }

    /** The same before all who ask with a higher rank. */
    public CompletionStage<@Nullable Void> acquire(int rank, Duration limit) {
        var outcome = new CompletableFuture<@Nullable Void>();
        Waiting waiting = takeOrEnqueue(rank, outcome);
        if (waiting == null) {
            outcome.complete(null);
        } else {
            vertx.setTimer(limit.toMillis(), timer -> giveUp(waiting));
        }
        return outcome;
    }

    /** How many wait for one. */
    public synchronized int waiting() {
        return queue.size();
    }

    /** Releases a permit, which goes to the next in line. */
    public void release() {
        Waiting next;
        synchronized (this) {
            next = queue.poll();
            if (next == null) {
                free++;
            }
        }
        if (next != null) {
            next.proceed();
        }
    }

    private synchronized @Nullable Waiting takeOrEnqueue(int rank, CompletableFuture<@Nullable Void> outcome) {
        if (free == 0) {
            var waiting = new Waiting(rank, arrivals++, vertx.getOrCreateContext(), outcome);
            queue.add(waiting);
            return waiting;
        }
        free--;
        return null;
    }

    private void giveUp(Waiting waiting) {
        if (remove(waiting)) {
            waiting.outcome().completeExceptionally(new NoPermitException());
        }
    }

    private synchronized boolean remove(Waiting waiting) {
        return queue.remove(waiting);
    }

    /** Continues on the context of its request, not on the thread that released the permit. */
    private record Waiting(int rank, long arrival, Context context, CompletableFuture<@Nullable Void> outcome) {
        void proceed() {
            context.runOnContext(ignored -> outcome.complete(null));
        }
    }
}
