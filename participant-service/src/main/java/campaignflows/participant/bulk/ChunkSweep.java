package campaignflows.participant.bulk;

import campaignflows.participant.sweep.HourlySweep;
import campaignflows.platform.database.Database;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Forgets what became of chunks when nobody can ask for it any more. A result is asked for again only until its sender has
 * stored it, which takes seconds, or as long as the sender is down: after a week the events of such a chunk would have left
 * their topic too.
 */
@Singleton
class ChunkSweep {
    private final HourlySweep sweep;

    ChunkSweep(
            Database database,
            ChunkSweepRepository repository,
            @ConfigProperty(name = "campaignflows.participant.chunk-results-kept", defaultValue = "7d") Duration kept) {
        this.sweep = new HourlySweep("chunk-results", database, kept, repository::forget);
    }

    void start(@Observes StartupEvent event) {
        sweep.start(Duration.ofSeconds(5));
    }

    void stop(@Observes ShutdownEvent event) {
        sweep.stop();
    }

    void sweep() {
        sweep.sweep();
    }
}
