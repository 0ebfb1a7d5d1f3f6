package campaignflows.upload.importing;

import campaignflows.platform.contracts.definition.CampaignDefined;
import campaignflows.platform.contracts.definition.CampaignStatus;
import campaignflows.platform.database.Database;
import campaignflows.platform.web.client.NewestDefinitions;
import campaignflows.platform.web.client.RemoteProblem;
import campaignflows.platform.web.problem.ErrorCode;
import campaignflows.platform.web.problem.ProblemException;
import campaignflows.upload.UploadConfig;
import campaignflows.upload.csv.Header;
import campaignflows.upload.csv.HeaderReader;
import campaignflows.upload.storage.UploadStorage;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Imports a stored file from its checkpoint on. A chunk's range and digest are stored before it is sent; its result, the
 * moved checkpoint and the range of the next chunk are stored in one transaction, guarded by the chunk's number and the lease. So a
 * crash at any moment repeats at most the sending of one chunk, for which participant-service returns the first result. While a
 * chunk is sent, the next one is read.
 *
 * <p>A canceled upload ends when the chunk that was sent, if any, is settled in the same way: the canceling replica takes the
 * lease away, and nothing is sent without one, so the counters are exactly those of what was imported.
 */
@Singleton
class FileImport {
    /** How long to wait before checking again whether the engine has caught up. */
    private static final Duration PAUSE = Duration.ofMillis(500);

    private static final TurnResult CATCHING_UP =
            new TurnResult.Unfinished(PAUSE, "Waits until the flows have caught up, then goes on by itself");

    private final Database database;
    private final ImportRepository repository;
    private final UploadStorage storage;
    private final NewestDefinitions definitions;
    private final ChunkImport chunks;
    private final EngineBackpressure backpressure;
    private final UploadConfig config;

    FileImport(
            Database database,
            ImportRepository repository,
            UploadStorage storage,
            NewestDefinitions definitions,
            ChunkImport chunks,
            EngineBackpressure backpressure,
            UploadConfig config) {
        this.database = database;
        this.repository = repository;
        this.storage = storage;
        this.definitions = definitions;
        this.chunks = chunks;
        this.backpressure = backpressure;
        this.config = config;
    }

    /**
     * Imports until the file or this turn ends.
     *
     * @param owner whose lease the task is held under
     * @throws LeaseLostException if another worker holds the upload now, or it was canceled
     */
    TurnResult turn(LeasedUpload start, UUID owner) throws IOException, LeaseLostException {
        try {
            if (start.canceled()) {
                return settle(start, owner);
            }
            CampaignDefined campaign = definitions.newest(start.tenantId(), start.campaignId());
            LeasedUpload task = start.layout() == null ? readHeader(start, owner, campaign) : start;
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

    private LeasedUpload readHeader(LeasedUpload task, UUID owner, CampaignDefined campaign)
            throws IOException, Header.UnusableHeaderException, LeaseLostException {
        HeaderReader.Read read = headerOf(task.uploadId(), campaign);
        LeasedUpload next =
                task.after(new CsvLayout(read.delimiter(), read.header().columns()), read.end());
        require(database.inTransaction(tx -> repository.storeHeader(
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

    private TurnResult importChunks(LeasedUpload start, UUID owner, CampaignStatus status)
            throws IOException, LeaseLostException {
        if (!backpressure.allows(status)) {
            return CATCHING_UP;
        }
        LeasedUpload task = start;
        ImportTurn turn = new ImportTurn(config.chunksPerTurn(), config.turn(), () -> mayGoOn(start, status));
        try (ReadAhead file = chunks.openReadAhead(task, backpressure.chunkRows(status))) {
            PreparedChunk chunk = chunks.firstChunk(file, task, owner);
            while (!chunk.isEnd()) {
                LeasedUpload after = task.after(chunk.chunk());
                boolean goesOn = turn.goesOn();
                if (goesOn) {
                    file.begin(after);
                }
                ChunkImport.RowResults results = chunks.send(task, chunk);
                backpressure.imported(status, chunk.chunk().records().size());
                PreparedChunk next = goesOn ? file.next(after, -1) : null;
                boolean waits = next != null && !next.isEnd() && !backpressure.allows(status);
                chunks.advance(task, after, owner, chunk, results, waits ? null : next);
                task = after;
                if (waits) {
                    return CATCHING_UP;
                }
                if (next == null) {
                    return TurnResult.Unfinished.AT_ONCE;
                }
                chunk = next;
            }
            return end(task, owner, chunk.unclosed() ? unclosedQuote(task) : null);
        } catch (ChunkImport.ChangedFileException e) {
            return end(task, owner, "The stored file has changed during its import: upload it again");
        }
    }

    private static String unclosedQuote(LeasedUpload task) {
        return "A quote that is opened in row %d is never closed; the rows before it were imported"
                .formatted(task.nextRecord());
    }

    /** Imports what was sent but is not counted yet, then ends the upload as canceled. */
    private TurnResult settle(LeasedUpload task, UUID owner) throws IOException, LeaseLostException {
        if (task.layout() != null && chunks.sentChunk(task).isPresent()) {
            try (ReadAhead file = chunks.openReadAhead(task, config.chunkRows())) {
                PreparedChunk chunk = chunks.firstChunk(file, task, owner);
                chunks.advance(task, task.after(chunk.chunk()), owner, chunk, chunks.send(task, chunk), null);
            } catch (ChunkImport.ChangedFileException e) {
                throw new IllegalStateException("Expected the chunk that was sent, but the stored file has changed", e);
            }
        }
        UUID upload = task.uploadId();
        require(database.inTransaction(tx -> repository.endCanceled(tx, upload, owner)));
        storage.delete(upload);
        return new TurnResult.Ended();
    }

    /** Whether nothing has changed that a new turn would heed. */
    private boolean mayGoOn(LeasedUpload task, CampaignStatus status) {
        return !database.read(repository::isAnyWaiting)
                && definitions.newest(task.tenantId(), task.campaignId()).status() == status;
    }

    private TurnResult end(LeasedUpload task, UUID owner, @Nullable String message)
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

    static void require(boolean held) throws LeaseLostException {
        if (!held) {
            throw new LeaseLostException();
        }
    }

    /** Another worker holds the upload now. */
    static final class LeaseLostException extends Exception {
        private static final long serialVersionUID = 1L;
    }
}
