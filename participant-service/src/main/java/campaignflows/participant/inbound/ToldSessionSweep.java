package campaignflows.participant.inbound;

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

/** Forgets sessions that nobody can tell of again: communication-service keeps its messages for a shorter time. */
@Singleton
class ToldSessionSweep {
    private static final Logger LOG = Logger.getLogger(ToldSessionSweep.class);
    private static final int AT_ONCE = 5_000;

    private final Database database;
    private final ToldSessionRepository sessions;
    private final Duration kept;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("told-sessions-sweep").daemon().factory());

    ToldSessionSweep(
            Database database,
            ToldSessionRepository sessions,
            @ConfigProperty(name = "campaignflows.participant.told-sessions-kept", defaultValue = "90d")
                    Duration kept) {
        this.database = database;
        this.sessions = sessions;
        this.kept = kept;
    }

    void start(@Observes StartupEvent event) {
        var unused = thread.scheduleWithFixedDelay(this::sweep, 10, 3600, TimeUnit.SECONDS);
    }

    void stop(@Observes ShutdownEvent event) {
        thread.shutdownNow();
    }

    void sweep() {
        try {
            Instant before = Instant.now().minus(kept);
            int forgotten = AT_ONCE;
            while (forgotten == AT_ONCE && !thread.isShutdown()) {
                forgotten = database.inTransaction(handle -> sessions.forget(handle, before, AT_ONCE));
            }
        } catch (RuntimeException e) {
            LOG.warnf(
                    "told sessions not forgotten, tried again in an hour reason=%s",
                    e.getClass().getSimpleName());
        }
    }
}
