package campaignflows.upload.importing;

import campaignflows.platform.database.Database;
import campaignflows.upload.UploadConfig;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Renews the leases of the uploads that this replica works on, so that a lease can be short: what a dead replica abandons is
 * resumed after one lease, however long a single step of a live one may take.
 */
@Singleton
public class Leases {
    private static final Logger LOG = Logger.getLogger(Leases.class);

    private final Database database;
    private final ImportRepository repository;
    private final long leaseMillis;
    private final Map<UUID, UUID> owners = new ConcurrentHashMap<>();
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("leases").daemon().factory());

    public Leases(Database database, ImportRepository repository, UploadConfig config) {
        this.database = database;
        this.repository = repository;
        this.leaseMillis = config.lease().toMillis();
    }

    void start(@Observes StartupEvent event) {
        long interval = Math.max(1, leaseMillis / 3);
        var unused = thread.scheduleWithFixedDelay(this::renew, interval, interval, TimeUnit.MILLISECONDS);
    }

    void stop(@Observes ShutdownEvent event) {
        thread.shutdownNow();
    }

    /** How long a lease counts without a sign of life. */
    public long millis() {
        return leaseMillis;
    }

    /** Keeps the lease of an upload until it is {@link #drop dropped}. */
    public void keep(UUID upload, UUID owner) {
        owners.put(upload, owner);
    }

    public void drop(UUID upload, UUID owner) {
        owners.remove(upload, owner);
    }

    private void renew() {
        try {
            if (!owners.isEmpty()) {
                Map<UUID, UUID> held = Map.copyOf(owners);
                database.useTransaction(tx -> repository.renew(tx, held, leaseMillis));
            }
        } catch (RuntimeException | Error e) {
            LOG.warnf(
                    "Leases not renewed, tried again uploads=%d reason=%s",
                    owners.size(), e.getClass().getSimpleName());
        }
    }
}
