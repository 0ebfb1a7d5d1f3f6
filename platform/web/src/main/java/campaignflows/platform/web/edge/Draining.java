package campaignflows.platform.web.edge;

import io.quarkus.arc.Unremovable;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * How a service that was asked to end leaves its clients. For {@code quarkus.shutdown.delay} it serves on, and each response is the
 * last of its connection, so that the next request finds another replica where there is one. For the last moments of it, it takes no
 * request any more: each gets a 503 with the header {@link #NOT_TAKEN}, which says that nothing was done and the request may be sent
 * again, whatever it is. Its callers know by that before its listener closes, when a request on its way would be broken off. What
 * was taken is finished.
 */
@Singleton
@Unremovable
public class Draining {
    /** Set in a response whose request has not been looked at. */
    public static final String NOT_TAKEN = "X-Not-Taken";

    /** Of the delay, a third at most. */
    private static final Duration REFUSING = Duration.ofSeconds(1);

    private final Duration serving;
    private volatile boolean begun;
    private volatile long refusesFrom;

    public Draining(@ConfigProperty(name = "quarkus.shutdown.delay") Optional<Duration> delay) {
        this.serving = serving(delay.orElse(Duration.ZERO));
    }

    private static Duration serving(Duration delay) {
        Duration third = delay.dividedBy(3);
        return delay.minus(third.compareTo(REFUSING) < 0 ? third : REFUSING);
    }

    void begin(@Observes ShutdownDelayInitiatedEvent event) {
        refusesFrom = System.nanoTime() + serving.toNanos();
        begun = true;
    }

    /** Whether the service is about to end. */
    public boolean hasBegun() {
        return begun;
    }

    /** Whether requests are taken no more. */
    boolean refuses() {
        return begun && System.nanoTime() - refusesFrom >= 0;
    }
}
