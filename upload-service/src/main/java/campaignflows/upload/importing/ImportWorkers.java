package campaignflows.upload.importing;

import campaignflows.platform.contracts.Ids;
import campaignflows.platform.messaging.Database;
import campaignflows.upload.UploadConfig;
import campaignflows.upload.batch.ApiBatches;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * The threads that import. Each takes the upload that has waited longest, works on it for a turn, and gives it back, so
 * that a large file never keeps a small one waiting. What a replica leaves behind when it dies is taken up by another,
 * or by itself after its restart, when the lease has run out.
 */
@ApplicationScoped
public class ImportWorkers {
    private static final Logger LOG = Logger.getLogger(ImportWorkers.class);
    private static final Duration FIRST_RETRY = Duration.ofMillis(500);
    private static final Duration LAST_RETRY = Duration.ofSeconds(10);

    private final Database database;
    private final ImportRepository repository;
    private final FileImport files;
    private final ApiBatches batches;
    private final Leases leases;
    private final UploadConfig config;
    private final Semaphore news = new Semaphore(0);
    private final Map<UUID, Integer> failures = new ConcurrentHashMap<>();
    private final List<Thread> threads = new ArrayList<>();
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
                Optional<ImportTask> task =
                        database.inTransaction(handle -> repository.claim(handle, owner, leases.millis()));
                if (task.isPresent()) {
                    workOn(task.get(), owner);
                } else if (news.tryAcquire(config.pollInterval().toMillis(), TimeUnit.MILLISECONDS)) {
                    news.drainPermits();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (RuntimeException e) {
                if (!stopping) {
                    LOG.warn("Cannot look for work; trying again", e);
                    pause();
                }
            }
        }
    }

    private void workOn(ImportTask task, UUID owner) {
        UUID upload = task.uploadId();
        leases.keep(upload, owner);
        try {
            boolean ended = task.file() ? files.turn(task, owner) : batches.resume(upload, owner);
            failures.remove(upload);
            if (!ended) {
                giveBack(upload, owner, Duration.ZERO);
            }
        } catch (FileImport.LeaseLostException e) {
            LOG.infof("Another worker goes on with the upload upload=%s", upload);
        } catch (IOException | RuntimeException e) {
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
            giveBack(upload, owner, delay);
        } finally {
            leases.drop(upload, owner);
        }
    }

    private void giveBack(UUID upload, UUID owner, Duration delay) {
        try {
            database.useTransaction(handle -> repository.release(handle, upload, owner, delay.toMillis()));
        } catch (RuntimeException e) {
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
