package campaignflows.participant.bulk;

import campaignflows.platform.messaging.Database;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Forgets what became of chunks when nobody can ask for it any more. A result is asked for again only until its sender has
 * stored it, which takes seconds, or as long as the sender is down: after a week the events of such a chunk would have left
 * their topic too.
 */
@Singleton
class ChunkSweep {
    private static final Logger LOG = Logger.getLogger(ChunkSweep.class);
    private static final int AT_ONCE = 5_000;

    private final Database database;
    private final ChunkSweepRepository repository;
    private final Duration kept;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("chunk-sweep").daemon().factory());

    ChunkSweep(
            Database database,
            ChunkSweepRepository repository,
            @ConfigProperty(name = "campaignflows.participant.chunk-results-kept", defaultValue = "7d") Duration kept) {
        this.database = database;
        this.repository = repository;
        this.kept = kept;
    }

    void start(@Observes StartupEvent event) {
        var unused = thread.scheduleWithFixedDelay(this::sweep, 5, 3600, TimeUnit.SECONDS);
    }

    void stop(@Observes ShutdownEvent event) {
        thread.shutdownNow();
    }

    void sweep() {
        try {
            Instant before = Instant.now().minus(kept);
            int forgotten = AT_ONCE;
            while (forgotten == AT_ONCE && !thread.isShutdown()) {
                forgotten = database.inTransaction(handle -> repository.forget(handle, before, AT_ONCE));
            }
        } catch (RuntimeException e) {
            LOG.warnf(
                    "results of chunks not forgotten, tried again in an hour reason=%s",
                    e.getClass().getSimpleName());
        }
    }
}
