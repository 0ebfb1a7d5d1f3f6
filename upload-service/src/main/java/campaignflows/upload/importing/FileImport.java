package campaignflows.upload.importing;

import campaignflows.platform.contracts.definition.CampaignDefined;
import campaignflows.platform.contracts.definition.CampaignStatus;
import campaignflows.platform.contracts.participant.ImportBatch;
import campaignflows.platform.database.Database;
import campaignflows.platform.web.client.NewestDefinitions;
import campaignflows.platform.web.client.RemoteProblem;
import campaignflows.platform.web.problem.ErrorCode;
import campaignflows.platform.web.problem.ProblemException;
import campaignflows.upload.UploadConfig;
import campaignflows.upload.csv.Header;
import campaignflows.upload.csv.HeaderReader;
import campaignflows.upload.csv.RawRecord;
import campaignflows.upload.csv.UnclosedQuoteException;
import campaignflows.upload.lifecycle.Upload;
import campaignflows.upload.remote.ParticipantClient;
import campaignflows.upload.storage.UploadStorage;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Imports a stored file from its checkpoint on. A chunk's range and digest are stored before it is sent; its result and
 * the moved checkpoint are stored in one transaction, guarded by the chunk's number and the lease. So a crash at any
 * moment repeats at most the sending of one chunk, for which participant-service returns the first result.
 *
 * <p>A canceled upload ends when the chunk that was sent, if any, is settled in the same way: the canceling replica takes the
 * lease away, and nothing is sent without one, so the counters are exactly those of what was imported.
 */
@Singleton
class FileImport {
    /** Before it is looked again whether the engine has caught up. */
    private static final Duration PAUSE = Duration.ofMillis(500);

    private final Database database;
    private final ImportRepository repository;
    private final UploadStorage storage;
    private final NewestDefinitions definitions;
    private final ParticipantClient participants;
    private final EngineBackpressure backpressure;
    private final ImportMeters meters;
    private final UploadConfig config;

    FileImport(
            Database database,
            ImportRepository repository,
            UploadStorage storage,
            NewestDefinitions definitions,
            ParticipantClient participants,
            EngineBackpressure backpressure,
            ImportMeters meters,
            UploadConfig config) {
        this.meters = meters;
        this.database = database;
        this.repository = repository;
        this.storage = storage;
        this.definitions = definitions;
        this.participants = participants;
        this.backpressure = backpressure;
        this.config = config;
    }

    /**
     * Imports until the file or this turn ends.
     *
     * @param owner whose lease the task is held under
     * @throws LeaseLostException if another worker holds the upload now, or it was canceled
     */
    TurnResult turn(ImportTask start, UUID owner) throws IOException, LeaseLostException {
        try {
            if (start.canceled()) {
                return settle(start, owner);
            }
            CampaignDefined campaign = definitions.newest(start.tenantId(), start.campaignId());
            ImportTask task = start.layout() == null ? readHeader(start, owner, campaign) : start;
            return importChunks(task, owner, campaign.status());
        } catch (Header.UnusableHeaderException e) {
            return end(start, owner, e.getMessage());
        } catch (ProblemException | RemoteProblem e) {
            String reason = finalReason(e);
            if (reason == null) {
                throw e;
            }
            return end(start, owner, reason);
        }
    }

    private ImportTask readHeader(ImportTask task, UUID owner, CampaignDefined campaign)
            throws IOException, Header.UnusableHeaderException, LeaseLostException {
        HeaderReader.Read read = headerOf(task.uploadId(), campaign);
        ImportTask next = task.after(new Layout(read.delimiter(), read.header().columns()), read.end());
        require(database.inTransaction(tx -> repository.headerRead(
                tx, next, owner, read.content(), read.header().ignored(), read.end())));
        return next;
    }

    private HeaderReader.Read headerOf(UUID upload, CampaignDefined campaign)
            throws IOException, Header.UnusableHeaderException {
        try (InputStream in = storage.open(upload, 0)) {
            byte[] first = in.readNBytes(HeaderReader.MAX_BYTES + 1);
            return HeaderReader.read(first, first.length <= HeaderReader.MAX_BYTES, campaign.fields());
        }
    }

    private TurnResult importChunks(ImportTask start, UUID owner, CampaignStatus status)
            throws IOException, LeaseLostException {
        Layout layout = layoutOf(start);
        ImportTask task = start;
        long begun = System.nanoTime();
        try (ChunkReader reader = reader(task, layout, backpressure.chunkRows(status))) {
            for (int count = 0; count < config.chunksPerTurn(); count++) {
                if (System.nanoTime() - begun > config.turn().toNanos()) {
                    break;
                }
                if (!backpressure.allows(status)) {
                    return new TurnResult.Unfinished(
                            PAUSE, "Waits until the flows have caught up, then goes on by itself");
                }
                Chunk chunk = nextChunk(reader, task, owner);
                if (chunk.records().isEmpty()) {
                    return end(task, owner, null);
                }
                task = importChunk(task, chunk, layout, owner);
                backpressure.imported(status, chunk.records().size());
            }
            return TurnResult.Unfinished.AT_ONCE;
        } catch (UnclosedQuoteException e) {
            return end(
                    task,
                    owner,
                    "A quote that is opened in row %d is never closed; the rows before it were imported"
                            .formatted(task.nextRecord()));
        } catch (ChangedFileException e) {
            return end(task, owner, "The stored file has changed during its import: upload it again");
        }
    }

    /** Imports what was sent but is not counted yet, then ends the upload as canceled. */
    private TurnResult settle(ImportTask start, UUID owner) throws IOException, LeaseLostException {
        ImportTask task = start;
        Layout layout = task.layout();
        while (layout != null && sentChunk(task).isPresent()) {
            try (ChunkReader reader = reader(task, layout, config.chunkRows())) {
                task = importChunk(task, nextChunk(reader, task, owner), layout, owner);
            } catch (UnclosedQuoteException | ChangedFileException e) {
                throw new IllegalStateException("Expected the chunk that was sent, but the stored file has changed", e);
            }
        }
        UUID upload = task.uploadId();
        require(database.inTransaction(tx -> repository.endCanceled(tx, upload, owner)));
        storage.delete(upload);
        return new TurnResult.Ended();
    }

    private ChunkReader reader(ImportTask task, Layout layout, int maxRows) throws IOException {
        return new ChunkReader(storage, task.uploadId(), task.nextOffset(), layout.delimiter(), maxRows, config);
    }

    private Optional<ImportRepository.SentChunk> sentChunk(ImportTask task) {
        return database.read(tx -> repository.sentChunk(tx, task.uploadId(), task.nextChunk()));
    }

    private Chunk nextChunk(ChunkReader reader, ImportTask task, UUID owner)
            throws IOException, UnclosedQuoteException, ChangedFileException, LeaseLostException {
        Optional<ImportRepository.SentChunk> sent = sentChunk(task);
        long to = sent.map(ImportRepository.SentChunk::to).orElse(-1L);
        Chunk chunk = reader.next(task.nextChunk(), task.nextRecord(), to);
        if (chunk.records().isEmpty()) {
            return chunk;
        }
        String digest = chunk.digest();
        if (sent.isEmpty()) {
            require(database.inTransaction(tx -> repository.rememberChunk(tx, task.uploadId(), owner, chunk, digest)));
        } else if (!sent.get().digest().equals(digest)) {
            throw new ChangedFileException();
        }
        return chunk;
    }

    private ImportTask importChunk(ImportTask task, Chunk chunk, Layout layout, UUID owner) throws LeaseLostException {
        ChunkRows rows = ChunkRows.of(chunk.firstRecord(), chunk.records(), layout);
        ImportBatch.Result result = rows.rows().isEmpty()
                ? new ImportBatch.Result(0, 0, 0, List.of())
                : apply(new ImportBatch(
                        task.tenantId(),
                        task.campaignId(),
                        task.uploadId(),
                        chunk.number(),
                        chunk.digest(),
                        rows.columns(),
                        rows.rows()));
        List<ImportBatch.RowError> errors = RowErrors.ofBoth(rows.errors(), result.errors());
        Upload.Counters counters = new Upload.Counters(
                result.created(),
                result.updated(),
                result.failed() + rows.errors().size());
        ImportTask next = task.after(chunk);
        require(database.inTransaction(tx -> {
            if (!repository.advance(tx, task, owner, next, counters, rows.skipped())) {
                return false;
            }
            repository.addErrors(tx, task.uploadId(), errors);
            repository.addFailedRows(tx, task.uploadId(), failedRows(chunk, errors));
            return true;
        }));
        meters.imported(ImportMeters.Source.FILE, counters);
        return next;
    }

    private ImportBatch.Result apply(ImportBatch batch) {
        return meters.batch(ImportMeters.Source.FILE, () -> participants.apply(batch));
    }

    private static Map<Long, byte[]> failedRows(Chunk chunk, List<ImportBatch.RowError> errors) {
        Set<Long> failed = new HashSet<>();
        errors.forEach(error -> failed.add(error.row()));
        Map<Long, byte[]> rows = HashMap.newHashMap(failed.size());
        long number = chunk.firstRecord();
        for (RawRecord row : chunk.records()) {
            if (failed.contains(number) && !row.tooLarge()) {
                rows.put(number, row.content());
            }
            number++;
        }
        return rows;
    }

    private TurnResult end(ImportTask task, UUID owner, @Nullable String message)
            throws LeaseLostException, IOException {
        require(database.inTransaction(tx -> repository.end(tx, task.uploadId(), owner, message)));
        storage.delete(task.uploadId());
        return new TurnResult.Ended();
    }

    /** Why an import can never continue, or null if a retry may help. */
    private static @Nullable String finalReason(RuntimeException failure) {
        Optional<ErrorCode> code = switch (failure) {
            case ProblemException problem -> Optional.of(problem.code());
            case RemoteProblem problem -> problem.code();
            default -> Optional.empty();
        };
        return code.map(known -> switch (known) {
                    case NOT_FOUND -> "The campaign was deleted";
                    case CONFLICT -> "A part of the file was imported before with another content: upload it again";
                    default -> null;
                })
                .orElse(null);
    }

    private static Layout layoutOf(ImportTask task) {
        if (task.layout() == null) {
            throw new IllegalArgumentException("Expected a task whose header was read");
        }
        return task.layout();
    }

    private static void require(boolean held) throws LeaseLostException {
        if (!held) {
            throw new LeaseLostException();
        }
    }

    /** Another worker holds the upload now. */
    static final class LeaseLostException extends Exception {
        private static final long serialVersionUID = 1L;
    }

    /** The file is not the one that was sent before the crash. */
    private static final class ChangedFileException extends Exception {
        private static final long serialVersionUID = 1L;
    }
}
