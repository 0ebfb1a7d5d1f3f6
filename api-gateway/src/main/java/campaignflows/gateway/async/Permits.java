package campaignflows.gateway.async;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** A number of permits that are given out in the order in which they are asked for; who waits holds no thread. */
public final class Permits {
    private final Vertx vertx;
    private final Deque<Waiting> queue = new ArrayDeque<>();
    private int free;

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
        var waiting = new Waiting(vertx.getOrCreateContext(), new CompletableFuture<>());
        if (takeOrEnqueue(waiting)) {
            waiting.outcome().complete(null);
        } else {
            vertx.setTimer(limit.toMillis(), timer -> giveUp(waiting));
        }
        return waiting.outcome();
    }

    /** Gives a permit back, to whoever waits longest. */
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

    private synchronized boolean takeOrEnqueue(Waiting waiting) {
        if (free == 0) {
            queue.add(waiting);
            return false;
        }
        free--;
        return true;
    }

    private void giveUp(Waiting waiting) {
        if (remove(waiting)) {
            waiting.outcome().completeExceptionally(new NoPermitException());
        }
    }

    private synchronized boolean remove(Waiting waiting) {
        return queue.remove(waiting);
    }

    /** Goes on where it asked, not on the thread of whoever gave the permit back. */
    private record Waiting(Context context, CompletableFuture<@Nullable Void> outcome) {
        void proceed() {
            context.runOnContext(ignored -> outcome.complete(null));
        }
    }
}
