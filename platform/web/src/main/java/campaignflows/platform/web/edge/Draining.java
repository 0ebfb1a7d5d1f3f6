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
 * last of its connection, so that the next request finds another replica where there is one. After that it takes no request any
 * more: one that comes on a connection from before gets a 503 with the header {@link #NOT_TAKEN}, which says that nothing was done
 * and the request may be sent again, whatever it is. What was taken is finished.
 */
@Singleton
@Unremovable
public class Draining {
    /** Set in a response whose request has not been looked at. */
    public static final String NOT_TAKEN = "X-Not-Taken";

    private final Duration delay;
    private volatile boolean begun;
    private volatile long refusesFrom;

    public Draining(@ConfigProperty(name = "quarkus.shutdown.delay") Optional<Duration> delay) {
        this.delay = delay.orElse(Duration.ZERO);
    }

    void begin(@Observes ShutdownDelayInitiatedEvent event) {
        refusesFrom = System.nanoTime() + delay.toNanos();
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
