package campaignflows.platform.database;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.pgclient.PgException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Where a worker, virtual or consumer thread waits for the reactive client; nothing else blocks. An event loop never does: it
 * would wait for what only it can complete.
 */
final class Awaiting {

    private Awaiting() {}

    /** Waits for the outcome; what comes after the wait was given up is dropped. */
    static <T extends @Nullable Object> T await(Uni<T> uni, Duration limit) {
        return await(uni, limit, late -> {});
    }

    /**
     * Waits for the outcome.
     *
     * @param late gets what comes after the wait was given up, to release it
     * @throws UnfinishedException if there is none in time, or the thread was interrupted: what was asked for may still happen
     */
    static <T extends @Nullable Object> T await(Uni<T> uni, Duration limit, Consumer<T> late) {
        return await(uni, limit, late, Awaiting::failure);
    }

    /**
     * Waits for the outcome of work that fails with exceptions of ours, and passes them on as they are.
     *
     * @throws UnfinishedException as the others
     */
    static <T extends @Nullable Object> T awaitWork(Uni<T> uni, Duration limit) {
        return await(uni, limit, late -> {}, Awaiting::asItIs);
    }

    private static <T extends @Nullable Object> T await(
            Uni<T> uni, Duration limit, Consumer<T> late, Function<Throwable, RuntimeException> failure) {
        requireBlockingAllowed();
        CompletableFuture<T> outcome = uni.subscribeAsCompletionStage();
        try {
            return outcome.get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            release(outcome, late);
            throw new UnfinishedException(
                    "Expected an answer of the database within %d ms, but there was none".formatted(limit.toMillis()),
                    e);
        } catch (InterruptedException e) {
            release(outcome, late);
            Thread.currentThread().interrupt();
            throw new UnfinishedException("Interrupted while waiting for the database", e);
        } catch (ExecutionException e) {
            throw failure.apply(e.getCause() == null ? e : e.getCause());
        }
    }

    static void requireBlockingAllowed() {
        if (Context.isOnEventLoopThread()) {
            throw new IllegalStateException(
                    "Expected a worker or a virtual thread, but this is an event loop, which must not wait");
        }
    }

    private static <T extends @Nullable Object> void release(CompletableFuture<T> outcome, Consumer<T> late) {
        var unused = outcome.thenAccept(late);
    }

    /** Passed on with this thread's stack: that of the event loop says nothing of who asked. */
    private static RuntimeException failure(Throwable cause) {
        return switch (cause) {
            case PgException refused when !StatementException.isAway(refused) -> new StatementException(refused);
            case Throwable ended when StatementException.isAway(ended) -> StatementException.away(ended);
            case RuntimeException unchecked -> new IllegalStateException("The database client failed", unchecked);
            default -> new IllegalStateException("The database client failed", cause);
        };
    }

    private static RuntimeException asItIs(Throwable cause) {
        return cause instanceof RuntimeException ours ? ours : failure(cause);
    }

    /** The wait has ended, but what was waited for may not have: its connection must not be used again. */
    static final class UnfinishedException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        UnfinishedException(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
