package campaignflows.gateway.async;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.inject.Singleton;
import java.util.concurrent.Callable;

/**
 * Runs computations that are too long for an event loop on worker threads. What follows runs on the caller's Vert.x context.
 */
@Singleton
public class WorkerService {
    private final Vertx vertx;

    public WorkerService(Vertx vertx) {
        this.vertx = vertx;
    }

    public <T> Uni<T> compute(Callable<T> work) {
        return Uni.createFrom()
                .completionStage(() -> vertx.executeBlocking(work, false).toCompletionStage());
    }
}
