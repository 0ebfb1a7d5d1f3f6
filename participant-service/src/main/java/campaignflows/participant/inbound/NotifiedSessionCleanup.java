package campaignflows.participant.inbound;

import campaignflows.participant.cleanup.HourlyCleanup;
import campaignflows.platform.database.Database;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Deletes sessions that cannot be notified again: communication-service keeps its messages for a shorter time. */
@Singleton
class NotifiedSessionCleanup {
    private final HourlyCleanup cleanup;

    NotifiedSessionCleanup(
            Database database,
            NotifiedSessionRepository sessions,
            @ConfigProperty(name = "campaignflows.participant.notified-sessions-kept", defaultValue = "90d")
                    Duration kept,
            Clock clock) {
        this.cleanup = new HourlyCleanup("notified-sessions", database, kept, sessions::delete, clock);
    }

    void start(@Observes StartupEvent event) {
        cleanup.start(Duration.ofSeconds(10));
    }

    void stop(@Observes ShutdownEvent event) {
        cleanup.stop();
    }

    void run() {
        cleanup.run();
    }
}
