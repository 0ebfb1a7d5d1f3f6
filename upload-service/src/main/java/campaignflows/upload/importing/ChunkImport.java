package campaignflows.upload.importing;

import campaignflows.platform.contracts.participant.ImportBatch;
import campaignflows.platform.database.Database;
import campaignflows.upload.UploadConfig;
import campaignflows.upload.csv.RawRecord;
import campaignflows.upload.importing.FileImport.LeaseLostException;
import campaignflows.upload.lifecycle.Upload;
import campaignflows.upload.remote.ParticipantClient;
import campaignflows.upload.storage.UploadStorage;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The steps of one chunk's import: read, remembered, sent, counted. */
@Singleton
class ChunkImport {
    /** What became of the rows of a chunk. */
    record RowResults(Upload.Counters counters, List<ImportBatch.RowError> errors) {}

    private final Database database;
    private final ImportRepository repository;
    private final UploadStorage storage;
    private final ParticipantClient participants;
    private final ImportMeters meters;
    private final UploadConfig config;

    ChunkImport(
            Database database,
            ImportRepository repository,
            UploadStorage storage,
            ParticipantClient participants,
            ImportMeters meters,
            UploadConfig config) {
        this.database = database;
        this.repository = repository;
        this.storage = storage;
        this.participants = participants;
        this.meters = meters;
        this.config = config;
    }

    ReadAhead openReadAhead(LeasedUpload task, int maxRows) throws IOException {
        CsvLayout layout = layoutOf(task);
        return new ReadAhead(
                new ChunkReader(storage, task.uploadId(), task.nextOffset(), layout.delimiter(), maxRows, config),
                layout);
    }

    Optional<ImportRepository.SentChunk> sentChunk(LeasedUpload task) {
        return database.read(tx -> repository.sentChunk(tx, task.uploadId(), task.nextChunk()));
    }

    /** The first chunk of this turn, remembered: perhaps it was sent before. */
    PreparedChunk firstChunk(ReadAhead file, LeasedUpload task, UUID owner)
            throws IOException, ChangedFileException, LeaseLostException {
        Optional<ImportRepository.SentChunk> sent = sentChunk(task);
        PreparedChunk chunk =
                file.next(task, sent.map(ImportRepository.SentChunk::to).orElse(-1L));
        if (sent.isEmpty()) {
            if (!chunk.isEnd()) {
                FileImport.require(
                        database.inTransaction(tx -> repository.rememberChunk(tx, task.uploadId(), owner, chunk)));
            }
        } else if (!sent.get().digest().equals(chunk.digest())) {
            throw new ChangedFileException();
        }
        return chunk;
    }

    RowResults send(LeasedUpload task, PreparedChunk read) {
        ChunkRows rows = read.rows();
        ImportBatch.Result result = rows.rows().isEmpty()
                ? new ImportBatch.Result(0, 0, 0, List.of())
                : apply(new ImportBatch(
                        task.tenantId(),
                        task.campaignId(),
                        task.uploadId(),
                        read.chunk().number(),
                        read.digest(),
                        rows.columns(),
                        rows.rows()));
        return new RowResults(
                new Upload.Counters(
                        result.created(),
                        result.updated(),
                        result.failed() + rows.errors().size()),
                RowErrors.ofBoth(rows.errors(), result.errors()));
    }

    /**
     * Counts a chunk that was imported and moves the checkpoint.
     *
     * @param next remembered in the same transaction, to be sent at once; null or the end of the file for none
     */
    void advance(
            LeasedUpload task,
            LeasedUpload after,
            UUID owner,
            PreparedChunk imported,
            RowResults results,
            @Nullable PreparedChunk next)
            throws LeaseLostException {
        FileImport.require(database.inTransaction(tx -> {
            if (!repository.advance(
                    tx, task, owner, after, results.counters(), imported.rows().skipped())) {
                return false;
            }
            repository.addErrors(tx, task.uploadId(), results.errors());
            repository.addFailedRows(tx, task.uploadId(), failedRows(imported.chunk(), results.errors()));
            return next == null || next.isEnd() || repository.rememberChunk(tx, task.uploadId(), owner, next);
        }));
        meters.imported(ImportMeters.Source.FILE, results.counters());
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

    private static CsvLayout layoutOf(LeasedUpload task) {
        if (task.layout() == null) {
            throw new IllegalArgumentException("Expected a task whose header was read");
        }
        return task.layout();
    }

    /** The file is not the one that was sent before the crash. */
    static final class ChangedFileException extends Exception {
        private static final long serialVersionUID = 1L;
    }
}
