package campaignflows.participant.erasure;

import campaignflows.platform.contracts.Json;
import campaignflows.platform.contracts.participant.ImportBatch;
import com.fasterxml.jackson.core.JsonProcessingException;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** The results of chunks, whose errors repeat values of rows that failed. */
@Singleton
class ChunkTraceRepository {
    static final UUID FIRST = new UUID(0, 0);

    /** A chunk's result that tells of errors. */
    record Chunk(UUID uploadId, int number, ImportBatch.Result result) {}

    /** The tenant's results with errors, after the given one, in the order of their keys. */
    List<Chunk> withErrors(Handle handle, UUID tenantId, UUID afterUpload, int afterChunk, int limit) {
        return handle.createQuery("""
                        select upload_id, chunk, result from chunk_results
                         where tenant_id = :tenant and (upload_id, chunk) > (:upload, :chunk)
                           and result -> 'errors' <> '[]'
                         order by upload_id, chunk limit :limit
                        """)
                .bind("tenant", tenantId)
                .bind("upload", afterUpload)
                .bind("chunk", afterChunk)
                .bind("limit", limit)
                .map((row, context) -> new Chunk(
                        row.getObject("upload_id", UUID.class), row.getInt("chunk"), result(row.getString("result"))))
                .list();
    }

    void replace(Handle transaction, Chunk chunk) {
        transaction
                .createUpdate("""
                        update chunk_results set result = cast(:result as jsonb)
                         where upload_id = :upload and chunk = :chunk
                        """)
                .bind("upload", chunk.uploadId())
                .bind("chunk", chunk.number())
                .bind("result", json(chunk.result()))
                .execute();
    }

    private static String json(ImportBatch.Result result) {
        try {
            return Json.mapper().writeValueAsString(result);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Expected a result that can be written as JSON", e);
        }
    }

    private static ImportBatch.Result result(String json) {
        try {
            return Json.mapper().readValue(json, ImportBatch.Result.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Expected a stored result", e);
        }
    }
}
