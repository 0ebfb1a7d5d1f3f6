package campaignflows.gateway.async;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.inject.Singleton;
import java.time.Duration;

/** Delays that occupy no thread. What follows a delay runs on the caller's Vert.x context. */
@Singleton
public class DelayService {
    private final Vertx vertx;

    public DelayService(Vertx vertx) {
        this.vertx = vertx;
    }

    /** Completes after the delay; at once if there is none. */
    public Uni<Void> after(Duration delay) {
        if (!delay.isPositive()) {
            return Uni.createFrom().voidItem();
        }
        return Uni.createFrom()
                .emitter(done -> vertx.setTimer(Math.max(1, delay.toMillis()), timer -> done.complete(null)));
    }
}
