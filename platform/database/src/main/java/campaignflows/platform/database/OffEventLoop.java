package campaignflows.platform.database;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Steps of a chain that an event loop must not do: work of any size for the processor, and waiting for other services. They run
 * on a virtual thread, and the chain continues on its context, so that such a step may be part of a transaction.
 */
public final class OffEventLoop {

    private static final Executor VIRTUAL_THREADS = Thread::startVirtualThread;

    private OffEventLoop() {}

    /** What the work returns, or its failure. */
    public static <T extends @Nullable Object> Uni<T> supply(Supplier<T> work) {
        return Uni.createFrom().deferred(() -> {
            Context context = Vertx.currentContext();
            Uni<T> done = Uni.createFrom().item(work).runSubscriptionOn(VIRTUAL_THREADS);
            return context == null || !Context.isOnEventLoopThread()
                    ? done
                    : done.emitOn(task -> context.runOnContext(any -> task.run()));
        });
    }

    /** Refuses an event loop: said by what takes long, so that any test finds who calls it there. */
    public static void require() {
        if (Context.isOnEventLoopThread()) {
            throw new IllegalStateException("Expected another thread than an event loop, which this would block");
        }
    }
}
