package campaignflows.gateway.proxy;

import io.vertx.core.Vertx;
import java.time.Duration;

/** A deadline for the one event that is awaited at present, and what is done when it expires. */
final class Deadline {
    private static final long NONE = -1;

    private final Vertx vertx;
    private long timer = NONE;

    Deadline(Vertx vertx) {
        this.vertx = vertx;
    }

    /** Takes the place of the former one. */
    void set(Duration after, Runnable action) {
        lift();
        timer = vertx.setTimer(Math.max(1, after.toMillis()), ignored -> {
            timer = NONE;
            action.run();
        });
    }

    void lift() {
        if (timer != NONE) {
            vertx.cancelTimer(timer);
            timer = NONE;
        }
    }
}
