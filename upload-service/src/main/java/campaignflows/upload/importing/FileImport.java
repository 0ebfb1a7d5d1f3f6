package campaignflows.upload.importing;

import campaignflows.platform.contracts.participant.ImportBatch;
import campaignflows.platform.messaging.Database;
import campaignflows.platform.web.client.RemoteProblem;
import campaignflows.platform.web.problem.ErrorCode;
import campaignflows.platform.web.problem.ProblemException;
import campaignflows.upload.UploadConfig;
import campaignflows.upload.csv.Header;
import campaignflows.upload.csv.RawRecord;
import campaignflows.upload.csv.UnclosedQuoteException;
import campaignflows.upload.remote.CampaignClient;
import campaignflows.upload.remote.ParticipantClient;
import campaignflows.upload.storage.UploadStorage;
import campaignflows.upload.upload.Upload;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
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
 * moment repeats at most the sending of one chunk, which participant-service answers with the first result.
 */
@ApplicationScoped
class FileImport {
    private final Database database;
    private final ImportRepository repository;
    private final UploadStorage storage;
    private final HeaderReader headers;
    private final CampaignClient campaigns;
    private final ParticipantClient participants;
    private final UploadConfig config;

    FileImport(
            Database database,
            ImportRepository repository,
            UploadStorage storage,
            HeaderReader headers,
            CampaignClient campaigns,
            ParticipantClient participants,
            UploadConfig config) {
        this.database = database;
        this.repository = repository;
        this.storage = storage;
        this.headers = headers;
        this.campaigns = campaigns;
        this.participants = participants;
        this.config = config;
    }

    /**
     * Imports until the file or this turn ends.
     *
     * @param owner whose lease the task is held under
     * @return false if the turn ended before the file
     * @throws LeaseLostException if another worker holds the upload now
     */
    boolean turn(ImportTask start, UUID owner) throws IOException, LeaseLostException {
        try {
            ImportTask task = start.layout() == null ? readHeader(start, owner) : start;
            return importChunks(task, owner);
        } catch (Header.UnusableHeaderException e) {
            end(start, owner, e.getMessage());
        } catch (ProblemException | RemoteProblem e) {
            String reason = finalReason(e);
            if (reason == null) {
                throw e;
            }
            end(start, owner, reason);
        }
        return true;
    }

    private ImportTask readHeader(ImportTask task, UUID owner)
            throws IOException, Header.UnusableHeaderException, LeaseLostException {
        HeaderReader.Read read =
                headers.read(task.uploadId(), campaigns.definition(task.tenantId(), task.campaignId()));
        ImportTask next =
                task.after(new ImportTask.Layout(read.delimiter(), read.header().columns()), read.end());
        require(database.inTransaction(handle -> repository.headerRead(
                handle, next, owner, read.content(), read.header().ignored(), read.end())));
        return next;
    }

    private boolean importChunks(ImportTask start, UUID owner) throws IOException, LeaseLostException {
        ImportTask.Layout layout = layoutOf(start);
        ImportTask task = start;
        try (ChunkReader reader =
                new ChunkReader(storage, task.uploadId(), task.nextOffset(), layout.delimiter(), config)) {
            for (int count = 0; count < config.chunksPerTurn(); count++) {
                Chunk chunk = nextChunk(reader, task);
                if (chunk.records().isEmpty()) {
                    end(task, owner, null);
                    return true;
                }
                task = land(task, chunk, layout, owner);
            }
            return false;
        } catch (UnclosedQuoteException e) {
            end(
                    task,
                    owner,
                    "A quote that is opened in row %d is never closed; the rows before it were imported"
                            .formatted(task.nextRecord()));
            return true;
        } catch (ChangedFileException e) {
            end(task, owner, "The stored file has changed during its import: upload it again");
            return true;
        }
    }

    private Chunk nextChunk(ChunkReader reader, ImportTask task)
            throws IOException, UnclosedQuoteException, ChangedFileException {
        Optional<ImportRepository.SentChunk> sent =
                database.read(handle -> repository.sentChunk(handle, task.uploadId(), task.nextChunk()));
        long to = sent.map(ImportRepository.SentChunk::to).orElse(-1L);
        Chunk chunk = reader.next(task.nextChunk(), task.nextRecord(), to);
        if (chunk.records().isEmpty()) {
            return chunk;
        }
        String digest = chunk.digest();
        if (sent.isEmpty()) {
            database.useTransaction(handle -> repository.rememberChunk(handle, task.uploadId(), chunk, digest));
        } else if (!sent.get().digest().equals(digest)) {
            throw new ChangedFileException();
        }
        return chunk;
    }

    private ImportTask land(ImportTask task, Chunk chunk, ImportTask.Layout layout, UUID owner)
            throws LeaseLostException {
        ChunkRows rows = ChunkRows.of(chunk, layout);
        ImportBatch.Result result = rows.rows().isEmpty()
                ? new ImportBatch.Result(0, 0, 0, List.of())
                : participants.land(new ImportBatch(
                        task.tenantId(),
                        task.campaignId(),
                        task.uploadId(),
                        chunk.number(),
                        chunk.digest(),
                        rows.columns(),
                        rows.rows()));
        List<ImportBatch.RowError> errors = new ArrayList<>(rows.errors());
        errors.addAll(result.errors());
        errors.sort(Comparator.comparingLong(ImportBatch.RowError::row));
        Upload.Counters counters = new Upload.Counters(
                result.created(),
                result.updated(),
                result.failed() + rows.errors().size());
        ImportTask next = task.after(chunk);
        require(database.inTransaction(handle -> {
            if (!repository.advance(handle, task, owner, next, counters)) {
                return false;
            }
            repository.addErrors(handle, task.uploadId(), errors);
            repository.addFailedRows(handle, task.uploadId(), failedRows(chunk, errors));
            return true;
        }));
        return next;
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

    private void end(ImportTask task, UUID owner, @Nullable String message) throws LeaseLostException, IOException {
        require(database.inTransaction(handle -> repository.end(handle, task.uploadId(), owner, message)));
        storage.delete(task.uploadId());
    }

    /** Why an import can never go on, or null if trying again may help. */
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

    private static ImportTask.Layout layoutOf(ImportTask task) {
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
