package campaignflows.upload.importing;

import campaignflows.platform.contracts.Ids;
import campaignflows.platform.database.Database;
import campaignflows.upload.UploadConfig;
import campaignflows.upload.batch.ApiBatches;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The threads that import. Each takes an upload of the tenant that has waited longest, works on it for a turn, and gives it
 * back, so that a large file never keeps a small one waiting; and one tenant never has all of the threads, so that neither
 * do fifty large ones, nor files whose chunks take long. What a replica leaves behind when it dies is taken up by another,
 * or by itself after its restart, when the lease has run out.
 */
@Singleton
public class ImportWorkers {
    private static final Logger LOG = Logger.getLogger(ImportWorkers.class);
    private static final Duration FIRST_RETRY = Duration.ofMillis(500);
    private static final Duration LAST_RETRY = Duration.ofSeconds(10);
    private static final String RETRYING = "Waits for another part of the system, then goes on by itself";

    private final Database database;
    private final ImportRepository repository;
    private final FileImport files;
    private final ApiBatches batches;
    private final Leases leases;
    private final UploadConfig config;
    private final Semaphore news = new Semaphore(0);
    private final Map<UUID, Integer> failures = new ConcurrentHashMap<>();
    private final List<Thread> threads = new ArrayList<>();
    private final Map<UUID, Integer> places = new HashMap<>();
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
    }

    void start(@Observes StartupEvent event) {
        for (int i = 0; i < config.workers(); i++) {
            threads.add(Thread.ofPlatform().name("import-" + i).daemon().start(this::work));
        }
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        stopping = true;
        for (Thread thread : threads) {
            thread.interrupt();
        }
        for (Thread thread : threads) {
            thread.join(Duration.ofSeconds(3));
        }
    }

    /** Says that there is work. */
    public void wake() {
        news.release();
    }

    private void work() {
        UUID owner = Ids.v7();
        while (!stopping) {
            try {
                Optional<ImportTask> task = claim(owner);
                if (task.isPresent()) {
                    try {
                        workOn(task.get(), owner);
                    } finally {
                        leavePlace(task.get().tenantId());
                    }
                } else if (news.tryAcquire(config.pollInterval().toMillis(), TimeUnit.MILLISECONDS)) {
                    news.drainPermits();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (RuntimeException | Error e) {
                if (!stopping) {
                    LOG.warn("Cannot look for work; trying again", e);
                    pause();
                }
            }
        }
    }

    /** Takes the next task and, for its tenant, a place. */
    private Optional<ImportTask> claim(UUID owner) {
        synchronized (places) {
            int most = Math.max(1, config.workers() - 1);
            Set<UUID> busy = places.entrySet().stream()
                    .filter(taken -> taken.getValue() >= most)
                    .map(Map.Entry::getKey)
                    .collect(Collectors.toSet());
            Optional<ImportTask> task =
                    database.inTransaction(tx -> repository.claim(tx, owner, leases.millis(), busy));
            task.ifPresent(taken -> places.merge(taken.tenantId(), 1, Integer::sum));
            return task;
        }
    }

    private void leavePlace(UUID tenant) {
        synchronized (places) {
            places.computeIfPresent(tenant, (id, count) -> count == 1 ? null : count - 1);
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

    private void workOn(ImportTask task, UUID owner) {
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
            Duration delay = delayAfter(count);
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

    private static Duration delayAfter(int failures) {
        Duration delay = FIRST_RETRY.multipliedBy(1L << Math.min(failures - 1, 10));
        return delay.compareTo(LAST_RETRY) > 0 ? LAST_RETRY : delay;
    }

    private void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(FIRST_RETRY.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
