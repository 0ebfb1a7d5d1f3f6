package campaignflows.participant.inbound;

import campaignflows.participant.sweep.HourlySweep;
import campaignflows.platform.database.Database;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Forgets sessions that nobody can tell of again: communication-service keeps its messages for a shorter time. */
@Singleton
class ToldSessionSweep {
    private final HourlySweep sweep;

    ToldSessionSweep(
            Database database,
            ToldSessionRepository sessions,
            @ConfigProperty(name = "campaignflows.participant.told-sessions-kept", defaultValue = "90d")
                    Duration kept) {
        this.sweep = new HourlySweep("told-sessions", database, kept, sessions::forget);
    }

    void start(@Observes StartupEvent event) {
        sweep.start(Duration.ofSeconds(10));
    }

    void stop(@Observes ShutdownEvent event) {
        sweep.stop();
    }

    void sweep() {
        sweep.sweep();
    }
}
