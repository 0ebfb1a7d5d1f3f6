package campaignflows.participant.profile;

import campaignflows.participant.cleanup.HourlyCleanup;
import campaignflows.platform.database.Database;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Deletes identifiers that were replaced so long ago that nothing is kept any more that names somebody by them. */
@Singleton
class FormerIdentifierCleanup {
    private final HourlyCleanup cleanup;

    FormerIdentifierCleanup(
            Database database,
            FormerIdentifierRepository identifiers,
            @ConfigProperty(name = "campaignflows.participant.former-identifiers-kept", defaultValue = "90d")
                    Duration kept,
            Clock clock) {
        this.cleanup =
                new HourlyCleanup("former-identifiers", database, kept, identifiers::deleteReplacedBefore, clock);
    }

    void start(@Observes StartupEvent event) {
        cleanup.start(Duration.ofSeconds(15));
    }

    void stop(@Observes ShutdownEvent event) {
        cleanup.stop();
    }

    void run() {
        cleanup.run();
    }
}
