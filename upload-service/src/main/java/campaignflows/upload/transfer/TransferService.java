package campaignflows.upload.transfer;

import campaignflows.platform.contracts.Ids;
import campaignflows.platform.contracts.audit.Actor;
import campaignflows.platform.database.Database;
import campaignflows.platform.database.Tx;
import campaignflows.platform.web.client.NewestDefinitions;
import campaignflows.platform.web.problem.ProblemException;
import campaignflows.upload.UploadConfig;
import campaignflows.upload.importing.ImportWorkers;
import campaignflows.upload.lifecycle.UploadAuditPublisher;
import campaignflows.upload.lifecycle.UploadService;
import campaignflows.upload.storage.StorageException;
import campaignflows.upload.storage.StorageFullException;
import campaignflows.upload.storage.UploadStorage;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/**
 * Transfers of files that may be interrupted and resumed. A transfer occupies its campaign from its creation until its import
 * has ended, it was deleted, or it was silent for so long that the clean-up gives it up: meanwhile every other file gets
 * 409. Its upload is listed as processing all that time; the import itself begins with the last byte, exactly once.
 */
@Singleton
class TransferService {
    private static final Logger LOG = Logger.getLogger(TransferService.class);

    /** One transfer as its tenant names it. */
    record Key(UUID tenant, UUID campaign, UUID id) {
        UploadAuditPublisher.Told told() {
            return new UploadAuditPublisher.Told(tenant, campaign, id);
        }
    }

    /** The piece does not belong where the transfer stands. */
    static final class WrongOffsetException extends Exception {
        private static final long serialVersionUID = 1L;
        private final transient Transfer current;

        WrongOffsetException(Transfer current) {
            this.current = current;
        }

        Transfer current() {
            return current;
        }
    }

    private final Database database;
    private final TransferRepository repository;
    private final UploadStorage storage;
    private final NewestDefinitions definitions;
    private final ImportWorkers workers;
    private final UploadAuditPublisher audit;
    private final UploadConfig config;
    private final Map<UUID, TransferWriter> sendings = new ConcurrentHashMap<>();

    TransferService(
            Database database,
            TransferRepository repository,
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
     * Creates a transfer, which occupies the campaign from now on. An empty file is whole at once.
     *
     * @throws ProblemException 404, 409 if another file of the campaign is under way, or 413
     */
    Key create(UUID tenant, UUID campaign, long length, UploadMetadata metadata, Actor actor) {
        if (length > config.maxFileBytes()) {
            throw TransferProblems.fileTooLarge();
        }
        definitions.newest(tenant, campaign);
        UploadService.requireRoom(storage, length);
        var order = new TransferRepository.Order(
                Ids.v7(), tenant, campaign, length, metadata.filename(), metadata.header());
        Key key = new Key(tenant, campaign, order.id());
        boolean registered = database.inTransaction(tx -> {
            boolean first = repository.register(tx, order, config.transferKept().toMillis());
            if (first) {
                audit.created(tx, key.told(), actor);
            }
            return first;
        });
        if (!registered) {
            throw TransferProblems.occupied(campaign, database.read(tx -> repository.openOne(tx, tenant, campaign)));
        }
        return key;
    }

    /** How far a transfer has come; what is just arriving is saved first. */
    Transfer ask(Key key) {
        Transfer transfer = find(key);
        TransferWriter sending = sendings.get(key.id());
        if (sending == null || transfer.state() != Transfer.State.OPEN) {
            return transfer;
        }
        save(sending, key);
        return find(key);
    }

    /** 404 if the tenant's campaign has no such transfer; 410 if it was ended. */
    private Transfer find(Key key) {
        Transfer transfer = database.read(tx -> repository.find(tx, key.tenant(), key.campaign(), key.id()))
                .orElseThrow(() -> ProblemException.notFound("transfer"));
        if (transfer.state() == Transfer.State.ENDED) {
            throw TransferProblems.gone();
        }
        return transfer;
    }

    private static void save(TransferWriter sending, Key key) {
        try {
            sending.save();
        } catch (StorageException | TransferWriter.ReplacedException e) {
            LOG.debugf("The bytes that are arriving cannot be saved now upload=%s", key.id());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Adds a piece. All of it that arrives is kept, also when the connection breaks; with the last byte of the file the
     * import begins. A repeat of that last request finds the transfer whole, and changes nothing.
     *
     * @throws ProblemException 404, 410, 413 if the piece goes beyond the file's length, 423 while another request sends,
     *                          460 if its checksum does not hold, 503 if it cannot be stored now, 400 if it broke off
     */
    Transfer add(Key key, PatchBody piece, Actor actor) throws WrongOffsetException {
        Transfer seen = find(key);
        UUID writer = UUID.randomUUID();
        Optional<Long> received = seen.state() == Transfer.State.OPEN ? acquire(key, writer) : Optional.empty();
        if (received.isEmpty()) {
            return wholeAlready(key, piece);
        }
        Transfer transfer = seen.at(received.get(), Transfer.State.OPEN);
        try {
            if (piece.offset() != transfer.received()) {
                throw new WrongOffsetException(transfer);
            }
            if (piece.declared() > transfer.length() - transfer.received()) {
                throw PatchBody.beyondTheEnd(transfer);
            }
            return receive(key, transfer, writer, piece, actor);
        } finally {
            release(key, writer);
        }
    }

    private Optional<Long> acquire(Key key, UUID writer) {
        TransferWriter present = sendings.get(key.id());
        if (present != null && present.isStalled()) {
            save(present, key);
        }
        return database.inTransaction(tx -> repository.acquire(
                tx,
                key.id(),
                writer,
                config.transferStall().toMillis(),
                config.transferKept().toMillis()));
    }

    private Transfer wholeAlready(Key key, PatchBody piece) throws WrongOffsetException {
        Transfer current = find(key);
        if (current.state() == Transfer.State.OPEN) {
            throw TransferProblems.locked(config.transferStall());
        }
        if (piece.offset() != current.length()) {
            throw new WrongOffsetException(current);
        }
        return current;
    }

    private Transfer receive(Key key, Transfer transfer, UUID writer, PatchBody piece, Actor actor) {
        TransferWriter.Completion told = tx -> audit.started(tx, key.told(), transfer.length(), actor);
        try (TransferWriter sending = begin(transfer, writer, piece.checksum(), told)) {
            Transfer result;
            try {
                piece.sendTo(sending, transfer);
                result = sending.end(false);
            } catch (StorageException e) {
                throw e;
            } catch (IOException e) {
                LOG.infof(
                        "A transfer broke and can go on upload=%s reason=%s",
                        key.id(), e.getClass().getSimpleName());
                result = sending.end(true);
            }
            if (result.state() == Transfer.State.WHOLE) {
                workers.wake();
            }
            return result;
        } catch (StorageFullException e) {
            find(key);
            LOG.warnf("There is no room for a piece of a transfer upload=%s", key.id());
            throw TransferProblems.noRoom();
        } catch (StorageException e) {
            find(key);
            LOG.warnf(e, "A piece of a transfer cannot be stored upload=%s", key.id());
            throw TransferProblems.notStored();
        } catch (TransferWriter.ChecksumMismatchException e) {
            throw TransferProblems.checksumMismatch();
        } catch (TransferWriter.ReplacedException e) {
            find(key);
            throw TransferProblems.takenOver();
        } finally {
            sendings.computeIfPresent(key.id(), (id, sending) -> sending.isOf(writer) ? null : sending);
        }
    }

    private TransferWriter begin(
            Transfer transfer, UUID writer, Optional<Checksum> checksum, TransferWriter.Completion told)
            throws StorageException {
        var setting =
                new TransferWriter.Setting(database, repository, told, config.transferStall(), config.transferKept());
        TransferWriter replaced = sendings.get(transfer.id());
        if (replaced != null) {
            replaced.stop();
        }
        TransferWriter sending = new TransferWriter(
                setting, transfer, writer, storage.append(transfer.id(), transfer.received()), checksum);
        sendings.put(transfer.id(), sending);
        return sending;
    }

    private void release(Key key, UUID writer) {
        try {
            database.useTransaction(tx -> repository.release(tx, key.id(), writer));
        } catch (RuntimeException e) {
            LOG.warnf("A transfer stays locked for a moment upload=%s", key.id());
        }
    }

    /**
     * Ends an open transfer: nothing is imported, and the campaign is free at once.
     *
     * @throws ProblemException 404, 410 if it has ended before, 409 if it is whole and its import has begun
     */
    void delete(Key key, Actor actor) {
        Transfer transfer = find(key);
        boolean ended = transfer.state() == Transfer.State.OPEN && database.inTransaction(tx -> endIn(tx, key, actor));
        if (!ended) {
            find(key);
            throw TransferProblems.wholeAlready();
        }
        TransferWriter sending = sendings.get(key.id());
        if (sending != null) {
            sending.stop();
        }
        try {
            storage.delete(key.id());
        } catch (IOException e) {
            LOG.warnf("A file that nobody needs is deleted later upload=%s", key.id());
        }
    }

    private boolean endIn(Tx tx, Key key, Actor actor) {
        boolean ended = repository.end(tx, key.id(), "The transfer was deleted; nothing was imported");
        if (ended) {
            audit.deleted(tx, key.told(), actor);
        }
        return ended;
    }
}
