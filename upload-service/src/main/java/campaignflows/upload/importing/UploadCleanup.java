package campaignflows.upload.importing;

import campaignflows.platform.database.Database;
import campaignflows.upload.UploadConfig;
import campaignflows.upload.storage.UploadStorage;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Ends transfers whose replica died, deletes files that are no longer needed, and deletes errors, failed rows and idempotency
 * keys after their retention period. All of it may run on every replica at the same time.
 */
@Singleton
class UploadCleanup {
    static final String BROKEN_TRANSFER =
            "The transfer of the file was interrupted; nothing was imported. Upload it again";

    private static final Logger LOG = Logger.getLogger(UploadCleanup.class);

    private static final int REPORTS = 100;
    private static final int ROWS = 5_000;

    private final Database database;
    private final CleanupRepository repository;
    private final UploadStorage storage;
    private final UploadConfig config;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("upload-cleanup").daemon().factory());

    UploadCleanup(Database database, CleanupRepository repository, UploadStorage storage, UploadConfig config) {
        this.database = database;
        this.repository = repository;
        this.storage = storage;
        this.config = config;
    }

    void start(@Observes StartupEvent event) {
        long seconds = Math.max(1, config.lease().toSeconds() / 2);
        var unused = thread.scheduleWithFixedDelay(this::endBrokenTransfers, 0, seconds, TimeUnit.SECONDS);
        var alsoUnused = thread.scheduleWithFixedDelay(this::forget, 1, 3600, TimeUnit.SECONDS);
    }

    void stop(@Observes ShutdownEvent event) {
        thread.shutdownNow();
    }

    void endBrokenTransfers() {
        try {
            for (UUID upload : database.inTransaction(tx -> repository.endBrokenTransfers(tx, BROKEN_TRANSFER))) {
                storage.delete(upload);
            }
        } catch (IOException | RuntimeException e) {
            LOG.warn("Cannot end broken transfers now", e);
        }
    }

    void forget() {
        try {
            List<UUID> stored = storage.stored();
            Set<UUID> needed = database.read(tx -> repository.open(tx, stored));
            for (UUID upload : stored) {
                if (!needed.contains(upload)) {
                    storage.delete(upload);
                }
            }
            database.useTransaction(tx -> repository.forgetIdempotencyKeys(
                    tx, config.idempotencyKeysKept().toSeconds()));
            forgetReports();
        } catch (IOException | RuntimeException e) {
            LOG.warn("The clean-up failed and is tried again later", e);
        }
    }

    /** Upload by upload and some rows at a time: there may be millions. */
    private void forgetReports() {
        long kept = config.failedRowsKept().toSeconds();
        List<UUID> old = database.read(tx -> repository.withOldReports(tx, kept, REPORTS));
        while (!old.isEmpty() && !thread.isShutdown()) {
            for (UUID upload : old) {
                boolean more = true;
                while (more && !thread.isShutdown()) {
                    more = database.inTransaction(tx -> repository.forgetReport(tx, upload, ROWS));
                }
            }
            old = database.read(tx -> repository.withOldReports(tx, kept, REPORTS));
        }
    }
}
