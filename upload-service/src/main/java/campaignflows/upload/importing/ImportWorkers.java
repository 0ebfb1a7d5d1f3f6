package campaignflows.upload.importing;

import campaignflows.platform.contracts.Ids;
import campaignflows.platform.database.Database;
import campaignflows.platform.messaging.BackgroundLoop;
import campaignflows.platform.messaging.Backoff;
import campaignflows.upload.UploadConfig;
import campaignflows.upload.batch.ApiBatches;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The threads that import. Each takes an upload of the tenant that has waited longest, works on it for a turn and releases it, so
 * that a large file never keeps a small one waiting. One tenant never occupies all threads, so that fifty large files, or files
 * whose chunks take long, do not either. What a replica abandons when it dies is resumed by another, or by itself after its
 * restart, when the lease has expired.
 */
@Singleton
public class ImportWorkers {
    private static final Logger LOG = Logger.getLogger(ImportWorkers.class);
    private static final Backoff RETRY = new Backoff(Duration.ofMillis(500), Duration.ofSeconds(10));
    private static final String RETRYING = "Waits for another part of the system, then goes on by itself";

    private final Database database;
    private final ImportRepository repository;
    private final FileImport files;
    private final ApiBatches batches;
    private final Leases leases;
    private final UploadConfig config;
    private final Map<UUID, Integer> failures = new ConcurrentHashMap<>();
    private final List<BackgroundLoop> loops;
    private final Map<UUID, Integer> tenantSlots = new HashMap<>();
    private volatile boolean stopping;

    public ImportWorkers(
            Database database,
            ImportRepository repository,
            FileImport files,
            ApiBatches batches,
            Leases leases,
            UploadConfig config) {
        this.database = database;
        this.repository = repository;
        this.files = files;
        this.batches = batches;
        this.leases = leases;
        this.config = config;
        this.loops = IntStream.range(0, config.workers())
                .mapToObj(i -> {
                    UUID owner = Ids.v7();
                    return new BackgroundLoop("import-" + i, running -> work(running, owner));
                })
                .toList();
    }

    void start(@Observes StartupEvent event) {
        loops.forEach(BackgroundLoop::start);
    }

    void stop(@Observes ShutdownEvent event) {
        stopping = true;
        BackgroundLoop.closeAll(loops);
    }

    /** Says that there is work. */
    public void wake() {
        loops.forEach(BackgroundLoop::wakeUp);
    }

    private void work(BackgroundLoop running, UUID owner) throws InterruptedException {
        Optional<LeasedUpload> task = claim(owner);
        if (task.isEmpty()) {
            running.await(config.pollInterval());
            return;
        }
        try {
            workOn(task.get(), owner);
        } finally {
            releaseSlot(task.get().tenantId());
        }
    }

    /** Takes the next task and, for its tenant, a slot. */
    private Optional<LeasedUpload> claim(UUID owner) {
        synchronized (tenantSlots) {
            int most = Math.max(1, config.workers() - 1);
            Set<UUID> busy = tenantSlots.entrySet().stream()
                    .filter(taken -> taken.getValue() >= most)
                    .map(Map.Entry::getKey)
                    .collect(Collectors.toSet());
            Optional<LeasedUpload> task =
                    database.inTransaction(tx -> repository.claim(tx, owner, leases.millis(), busy));
            task.ifPresent(taken -> tenantSlots.merge(taken.tenantId(), 1, Integer::sum));
            return task;
        }
    }

    private void releaseSlot(UUID tenant) {
        synchronized (tenantSlots) {
            tenantSlots.computeIfPresent(tenant, (id, count) -> count == 1 ? null : count - 1);
        }
    }

    /** Ends a canceled upload as soon as that can be done: at once on a thread of its own, else on those of the imports. */
    public void endCanceled(UUID upload) {
        Thread.ofVirtual().name("cancel").start(() -> {
            UUID owner = Ids.v7();
            try {
                database.inTransaction(tx -> repository.claimCanceled(tx, upload, owner, leases.millis()))
                        .ifPresent(task -> workOn(task, owner));
            } catch (RuntimeException | Error e) {
                LOG.warnf(e, "A canceled upload is ended later upload=%s", upload);
            }
        });
    }

    private void workOn(LeasedUpload task, UUID owner) {
        UUID upload = task.uploadId();
        leases.keep(upload, owner);
        try {
            if (task.file()) {
                if (files.turn(task, owner) instanceof TurnResult.Unfinished more) {
                    giveBack(upload, owner, more.delay(), more.notice());
                }
            } else {
                batches.resume(upload);
            }
            failures.remove(upload);
        } catch (FileImport.LeaseLostException e) {
            LOG.infof("The upload is not held here any more upload=%s", upload);
        } catch (IOException | RuntimeException | Error e) {
            if (stopping) {
                return;
            }
            int count = failures.merge(upload, 1, Integer::sum);
            Duration delay = RETRY.after(count);
            // Without the stack trace at first: a dependency that restarts is ordinary.
            LOG.warnf(
                    count < 5 ? null : e,
                    "The import cannot go on now and is tried again upload=%s failures=%d delay=%s reason=%s",
                    upload,
                    count,
                    delay,
                    e.getClass().getSimpleName());
            giveBack(upload, owner, delay, count < 3 ? null : RETRYING);
        } finally {
            leases.drop(upload, owner);
        }
    }

    private void giveBack(UUID upload, UUID owner, Duration delay, @Nullable String notice) {
        try {
            database.useTransaction(tx -> repository.release(tx, upload, owner, delay.toMillis(), notice));
        } catch (RuntimeException | Error e) {
            LOG.warnf("The upload stays leased until its lease runs out upload=%s", upload);
        }
    }
}
