package campaignflows.participant.importing;

import campaignflows.participant.cleanup.HourlyCleanup;
import campaignflows.platform.database.Database;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Deletes results of chunks that nobody can ask for any more. A result is asked for again only until its sender has stored
 * it, which takes seconds, or as long as the sender is down: after a week the events of such a chunk would have left their
 * topic too.
 */
@Singleton
class ChunkCleanup {
    private final HourlyCleanup cleanup;

    ChunkCleanup(
            Database database,
            ChunkCleanupRepository repository,
            @ConfigProperty(name = "campaignflows.participant.chunk-results-kept", defaultValue = "7d") Duration kept,
            Clock clock) {
        this.cleanup = new HourlyCleanup("chunk-results", database, kept, repository::delete, clock);
    }

    void start(@Observes StartupEvent event) {
        cleanup.start(Duration.ofSeconds(5));
    }

    void stop(@Observes ShutdownEvent event) {
        cleanup.stop();
    }

    void run() {
        cleanup.run();
    }
}
