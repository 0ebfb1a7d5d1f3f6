package campaignflows.communication.dispatch;

import campaignflows.platform.messaging.BackgroundLoop;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;

/**
 * Whether the loops make progress: a loop that has not ended a pass well for 30 seconds, be it that it fails again and again
 * or that it stands still, makes the service not ready. It is ready again as soon as a pass ends well.
 */
@Singleton
public class Heartbeats {
    static final Duration PATIENCE = Duration.ofSeconds(30);

    private final LongSupplier nanoTime;
    private final Map<String, Long> goodUntil = new ConcurrentHashMap<>();
    private final Map<String, Integer> failures = new ConcurrentHashMap<>();

    @Inject
    Heartbeats() {
        this(System::nanoTime);
    }

    Heartbeats(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** The same work, each of whose passes is counted here. */
    BackgroundLoop.Work watch(String name, BackgroundLoop.Work work) {
        beats(name);
        return loop -> {
            try {
                work.run(loop);
                beats(name);
            } catch (InterruptedException | RuntimeException | Error e) {
                fails(name);
                throw e;
            }
        };
    }

    /** A pass has ended well. */
    void beats(String loop) {
        rests(loop, Duration.ZERO);
    }

    /** A pass has ended well, and the next one begins after this time. */
    void rests(String loop, Duration time) {
        failures.remove(loop);
        goodUntil.put(loop, nanoTime.getAsLong() + time.plus(PATIENCE).toNanos());
    }

    void fails(String loop) {
        failures.merge(loop, 1, Integer::sum);
    }

    /** The service ends: nothing is expected any more. */
    void stops() {
        goodUntil.clear();
    }

    /** The state as readiness tells it. */
    HealthCheckResponse state() {
        HealthCheckResponseBuilder response = HealthCheckResponse.named("dispatch");
        long now = nanoTime.getAsLong();
        boolean up = true;
        for (Map.Entry<String, Long> loop : goodUntil.entrySet()) {
            boolean good = loop.getValue() - now > 0;
            up &= good;
            response.withData(
                    loop.getKey(), good ? "runs" : "no good pass, failures " + failures.getOrDefault(loop.getKey(), 0));
        }
        return response.status(up).build();
    }
}
