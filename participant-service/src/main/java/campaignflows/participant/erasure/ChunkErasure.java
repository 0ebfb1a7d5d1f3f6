package campaignflows.participant.erasure;

import campaignflows.platform.contracts.participant.Erasure;
import campaignflows.platform.contracts.participant.ImportBatch;
import campaignflows.platform.contracts.participant.ImportBatch.RowError;
import campaignflows.platform.database.Database;
import campaignflows.platform.values.IdentifierTraces;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Erases a person from the results of chunks: an error of a row that contains one of the person's identifiers stays, so
 * that counts remain, but no longer says anything about the row.
 */
@Singleton
class ChunkErasure {
    private static final int PAGE = 100;

    private final Database database;
    private final ChunkErasureRepository chunks;

    ChunkErasure(Database database, ChunkErasureRepository chunks) {
        this.database = database;
        this.chunks = chunks;
    }

    void erase(UUID tenantId, UUID customerId, IdentifierTraces traces) {
        UUID upload = ChunkErasureRepository.FIRST;
        int number = -1;
        while (true) {
            UUID afterUpload = upload;
            int afterNumber = number;
            List<ChunkErasureRepository.Chunk> page =
                    database.read(tx -> chunks.withErrors(tx, tenantId, afterUpload, afterNumber, PAGE));
            for (ChunkErasureRepository.Chunk chunk : page) {
                ImportBatch.Result erased = without(chunk.result(), customerId, traces);
                if (!erased.equals(chunk.result())) {
                    database.useTransaction(tx -> chunks.replace(
                            tx, new ChunkErasureRepository.Chunk(chunk.uploadId(), chunk.number(), erased)));
                }
                upload = chunk.uploadId();
                number = chunk.number();
            }
            if (page.size() < PAGE) {
                return;
            }
        }
    }

    /** The same result without what it says about the person's rows. */
    static ImportBatch.Result without(ImportBatch.Result result, UUID customerId, IdentifierTraces traces) {
        String named = customerId.toString();
        Set<Long> rows = result.errors().stream()
                .filter(error -> isAbout(error, named, traces))
                .map(RowError::row)
                .collect(Collectors.toSet());
        if (rows.isEmpty()) {
            return result;
        }
        return new ImportBatch.Result(
                result.created(),
                result.updated(),
                result.failed(),
                result.errors().stream()
                        .map(error -> rows.contains(error.row())
                                ? new RowError(error.row(), error.field(), null, Erasure.ERASED_ROW)
                                : error)
                        .toList());
    }

    private static boolean isAbout(RowError error, String customerId, IdentifierTraces traces) {
        String value = error.value();
        String field = error.field();
        return error.message().contains(customerId)
                || traces.inText(error.message())
                || (value != null && (field == null ? traces.inText(value) : traces.inValue(field, value)));
    }
}
