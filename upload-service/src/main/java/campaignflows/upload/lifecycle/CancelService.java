package campaignflows.upload.lifecycle;

import campaignflows.platform.contracts.audit.Actor;
import campaignflows.platform.database.Database;
import campaignflows.platform.web.problem.ProblemException;
import campaignflows.upload.importing.ImportWorkers;
import campaignflows.upload.storage.UploadStorage;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import org.jboss.logging.Logger;

/**
 * Cancels uploads (rule U7), at any time and from any replica: the request is stored, and the worker loses its lease in the same
 * transaction. The chunk that was sent by then is completed before the upload ends, so that its counters are exact.
 */
@Singleton
public class CancelService {
    private static final Logger LOG = Logger.getLogger(CancelService.class);
    /** How long a response waits for the end. */
    private static final Duration PATIENCE = Duration.ofSeconds(8);

    private static final Duration EVERY = Duration.ofMillis(50);

    private final Database database;
    private final CancelRepository repository;
    private final UploadService uploads;
    private final UploadStorage storage;
    private final ImportWorkers workers;
    private final UploadAuditPublisher audit;

    CancelService(
            Database database,
            CancelRepository repository,
            UploadService uploads,
            UploadStorage storage,
            ImportWorkers workers,
            UploadAuditPublisher audit) {
        this.database = database;
        this.repository = repository;
        this.uploads = uploads;
        this.storage = storage;
        this.workers = workers;
        this.audit = audit;
    }

    private enum Step {
        NOTHING,
        DELETE_FILE,
        SETTLE
    }

    /**
     * Cancels the upload and waits a while for its end, which comes by itself if that is not enough.
     *
     * @throws ProblemException 404, or 409 if it has ended otherwise or is an API batch
     */
    Upload cancel(UUID tenant, UUID campaign, UUID id, Actor actor) {
        var told = new UploadAuditPublisher.Told(tenant, campaign, id);
        Step step = database.inTransaction(tx -> {
            CancelRepository.State state =
                    repository.lock(tx, tenant, campaign, id).orElseThrow(() -> ProblemException.notFound("upload"));
            if (state.source() == UploadSource.API) {
                throw ProblemException.conflict("A batch of the API is imported as a whole and cannot be canceled");
            }
            return switch (state.status()) {
                case RECEIVING -> {
                    repository.endReceiving(tx, id);
                    audit.canceled(tx, told, actor);
                    yield Step.DELETE_FILE;
                }
                case PROCESSING -> {
                    if (!state.canceled()) {
                        repository.request(tx, id);
                        audit.canceled(tx, told, actor);
                    }
                    yield Step.SETTLE;
                }
                case COMPLETED, FAILED -> {
                    if (!state.canceled()) {
                        throw ProblemException.conflict("The upload has ended: there is nothing left to cancel");
                    }
                    yield Step.NOTHING;
                }
            };
        });
        switch (step) {
            case NOTHING -> {}
            case DELETE_FILE -> deleteFile(id);
            case SETTLE -> workers.endCanceled(id);
        }
        return awaitEnd(tenant, campaign, id);
    }

    private void deleteFile(UUID id) {
        try {
            storage.delete(id);
        } catch (IOException e) {
            LOG.warnf("A file that nobody needs is deleted later upload=%s", id);
        }
    }

    /**
     * Looks until the upload has ended, for a moment only: a worker of any replica ends it, so that the database alone knows when.
     * The caller gets the upload as it is then.
     */
    private Upload awaitEnd(UUID tenant, UUID campaign, UUID id) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            Upload upload = uploads.find(tenant, campaign, id);
            if (upload.uploadedAt() != null || System.nanoTime() > deadline) {
                return upload;
            }
            LockSupport.parkNanos(EVERY.toNanos());
        }
    }
}
