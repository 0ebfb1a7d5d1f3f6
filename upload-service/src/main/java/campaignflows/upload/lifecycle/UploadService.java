package campaignflows.upload.lifecycle;

import campaignflows.platform.contracts.Ids;
import campaignflows.platform.contracts.audit.Actor;
import campaignflows.platform.database.Database;
import campaignflows.platform.database.Tx;
import campaignflows.platform.web.client.NewestDefinitions;
import campaignflows.platform.web.problem.ErrorCode;
import campaignflows.platform.web.problem.ProblemException;
import campaignflows.platform.web.request.Cursor;
import campaignflows.upload.UploadConfig;
import campaignflows.upload.importing.ImportWorkers;
import campaignflows.upload.storage.StorageException;
import campaignflows.upload.storage.StorageFullException;
import campaignflows.upload.storage.UploadStorage;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Receives files, and lists uploads. */
@Singleton
public class UploadService {
    private static final Logger LOG = Logger.getLogger(UploadService.class);
    private static final String LIST = "uploads";

    private final Database database;
    private final UploadRepository repository;
    private final UploadStorage storage;
    private final NewestDefinitions definitions;
    private final ImportWorkers workers;
    private final UploadAuditPublisher audit;
    private final UploadConfig config;

    public UploadService(
            Database database,
            UploadRepository repository,
            UploadStorage storage,
            NewestDefinitions definitions,
            ImportWorkers workers,
            UploadAuditPublisher audit,
            UploadConfig config) {
        this.database = database;
        this.repository = repository;
        this.storage = storage;
        this.definitions = definitions;
        this.workers = workers;
        this.audit = audit;
        this.config = config;
    }

    /**
     * Stores a file; its import begins at once and continues by itself.
     *
     * @param declaredBytes how many bytes the sender said will come; negative if it did not
     * @param actor         who sends it
     * @param body          not read before the campaign is known to take a file now
     * @throws ProblemException 404, 409 if another file of the campaign is under way, 413, or 400 if the transfer broke
     */
    Upload receive(
            UUID tenant, UUID campaign, @Nullable String filename, long declaredBytes, Actor actor, InputStream body) {
        if (declaredBytes > config.maxFileBytes()) {
            throw tooLarge();
        }
        definitions.newest(tenant, campaign);
        requireRoom(storage, declaredBytes);
        UUID id = Ids.v7();
        var told = new UploadAuditPublisher.Told(tenant, campaign, id);
        long lease = config.lease().toMillis();
        boolean registered = database.inTransaction(tx -> {
            boolean first = repository.registerFile(tx, id, tenant, campaign, filename, id, lease);
            if (first) {
                audit.created(tx, told, actor);
            }
            return first;
        });
        if (!registered) {
            throw ProblemException.conflict(
                    "Another file of this campaign is being imported: wait until it has ended, or cancel it, then upload this one");
        }
        try {
            LeasedStream leased = new LeasedStream(
                    body,
                    config.lease().dividedBy(3),
                    bytes -> database.inTransaction(tx -> repository.renewTransfer(tx, id, bytes, lease)));
            long bytes = storage.store(id, leased, declaredBytes, config.maxFileBytes());
            if (declaredBytes >= 0 && bytes != declaredBytes) {
                throw new IOException("The transfer ended early");
            }
            if (!database.inTransaction(tx -> begin(tx, told, bytes, actor))) {
                throw new LeasedStream.EndedMeanwhileException();
            }
        } catch (LeasedStream.EndedMeanwhileException e) {
            deleteFile(id);
            throw ProblemException.conflict(
                    "The upload was canceled, or its transfer stalled for too long;" + " nothing was imported");
        } catch (UploadStorage.FileTooLargeException e) {
            giveUp(id, "The file is larger than 4 GiB; nothing was imported. Split it");
            throw tooLarge();
        } catch (StorageFullException e) {
            LOG.warnf("There is no room for a file upload=%s", id);
            giveUp(id, "There is no room for the file; nothing was imported. Upload it again when there is");
            throw full();
        } catch (StorageException e) {
            LOG.warnf(e, "A file cannot be stored upload=%s", id);
            giveUp(id, "The file could not be stored; nothing was imported. Upload it again");
            throw ProblemException.unavailable("The file cannot be stored now; nothing was imported. Upload it again");
        } catch (IOException e) {
            LOG.infof("A transfer broke upload=%s reason=%s", id, e.getClass().getSimpleName());
            giveUp(id, "The transfer of the file was interrupted; nothing was imported. Upload it again");
            throw new ProblemException(
                    ErrorCode.MALFORMED,
                    "The transfer was interrupted before the whole file arrived; nothing was imported");
        }
        workers.wake();
        return find(tenant, campaign, id);
    }

    private boolean begin(Tx tx, UploadAuditPublisher.Told told, long bytes, Actor actor) {
        boolean begun = repository.completeTransfer(tx, told.upload(), bytes);
        if (begun) {
            audit.started(tx, told, bytes, actor);
        }
        return begun;
    }

    private void giveUp(UUID id, String message) {
        database.useTransaction(tx -> repository.transferFailed(tx, id, message));
        deleteFile(id);
    }

    private void deleteFile(UUID id) {
        try {
            storage.delete(id);
        } catch (IOException e) {
            LOG.warnf("A file that nobody needs is deleted later upload=%s", id);
        }
    }

    /**
     * Refuses a file that does not fit, before its bytes come.
     *
     * @param bytes negative if that is not known
     * @throws ProblemException 507, or 503 if the storage cannot be asked
     */
    public static void requireRoom(UploadStorage storage, long bytes) {
        try {
            storage.requireRoom(bytes);
        } catch (StorageFullException e) {
            LOG.warnf("There is no room for a file bytes=%d", bytes);
            throw full();
        } catch (StorageException e) {
            throw ProblemException.unavailable("The file cannot be stored now; nothing was imported. Upload it again");
        }
    }

    /** 507. */
    public static ProblemException full() {
        return new ProblemException(
                ErrorCode.INSUFFICIENT_STORAGE,
                "There is no room for the file where uploads are kept; nothing was imported."
                        + " Send a smaller file, or have room made, and upload it again");
    }

    private static ProblemException tooLarge() {
        return ProblemException.tooLarge("A file may have 4 GiB at most: split it");
    }

    /** One upload; 404 if the tenant's campaign has no such. */
    public Upload find(UUID tenant, UUID campaign, UUID id) {
        return database.read(tx -> repository.find(tx, tenant, campaign, id))
                .orElseThrow(() -> ProblemException.notFound("upload"));
    }

    /** When the latest upload of each of the tenant's campaigns ended. */
    Map<UUID, Instant> lastUploads(UUID tenant, List<UUID> campaigns) {
        return database.read(tx -> repository.lastUploads(tx, tenant, campaigns));
    }

    UploadList list(UUID tenant, UUID campaign, int limit, @Nullable String cursor) {
        definitions.newest(tenant, campaign);
        UUID before = Cursor.decode(cursor, LIST, 1).map(keys -> keys.uuid(0)).orElse(null);
        List<Upload> rows = database.read(tx -> repository.list(tx, tenant, campaign, before, limit + 1));
        List<Upload> items = rows.size() > limit ? rows.subList(0, limit) : rows;
        UploadRepository.Figures figures = database.read(tx -> repository.figures(tx, tenant, campaign));
        return new UploadList(
                items.stream().map(UploadView::of).toList(),
                rows.size() > limit ? Cursor.encode(LIST, items.getLast().id()) : null,
                figures.lastUploadAt(),
                figures.totalProcessed());
    }
}
