package campaignflows.gateway.audit;

import campaignflows.platform.database.Database;
import campaignflows.platform.messaging.BackgroundLoop;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.jboss.logging.Logger;

/**
 * Deletes the lines whose tenant keeps them no longer, some at a time, every hour. The database decides which; every replica does
 * so, and what another one has deleted is gone.
 */
@Singleton
public class AuditRetention {
    private static final Logger LOG = Logger.getLogger(AuditRetention.class);
    private static final Duration INTERVAL = Duration.ofHours(1);
    private static final int AT_ONCE = 5_000;

    private final Database database;
    private final AuditRepository lines;
    private final BackgroundLoop loop = new BackgroundLoop("audit-retention", this::deleteHourly);

    AuditRetention(@Identifier("work") Database database, AuditRepository lines) {
        this.database = database;
        this.lines = lines;
    }

    void start(@Observes StartupEvent event) {
        loop.start();
    }

    void stop(@Observes ShutdownEvent event) {
        loop.close();
    }

    private void deleteHourly(BackgroundLoop running) throws InterruptedException {
        running.await(INTERVAL);
        int deleted = deleteExpired();
        if (deleted > 0) {
            LOG.infof("audit events deleted after their retention count=%d", deleted);
        }
    }

    /** Deletes all that nobody keeps any more; how many there were. */
    int deleteExpired() {
        int deleted = 0;
        int last;
        do {
            last = database.inTransaction(tx -> lines.deleteExpired(tx, AT_ONCE));
            deleted += last;
        } while (last == AT_ONCE);
        return deleted;
    }
}
