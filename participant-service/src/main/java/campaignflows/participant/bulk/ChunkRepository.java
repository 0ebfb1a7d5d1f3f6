package campaignflows.participant.bulk;

import campaignflows.platform.contracts.Json;
import campaignflows.platform.contracts.participant.ImportBatch;
import com.fasterxml.jackson.core.JsonProcessingException;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** What became of the chunks of uploads. */
@Singleton
class ChunkRepository {

    /** A chunk that has landed. */
    record Landed(UUID tenantId, String digest, ImportBatch.Result result) {}

    Optional<Landed> find(Handle handle, UUID uploadId, int chunk) {
        return handle.createQuery("""
                        select tenant_id, digest, result from chunk_results
                         where upload_id = :upload and chunk = :chunk and result is not null
                        """)
                .bind("upload", uploadId)
                .bind("chunk", chunk)
                .map((row, context) -> new Landed(
                        row.getObject("tenant_id", UUID.class),
                        row.getString("digest"),
                        result(row.getString("result"))))
                .findOne();
    }

    /**
     * Claims the chunk for this transaction, waiting for another one that lands it at this moment.
     *
     * @return false if it has landed already
     */
    boolean claim(Handle transaction, ImportBatch batch) {
        return transaction
                        .createUpdate("""
                                insert into chunk_results (upload_id, chunk, tenant_id, digest)
                                values (:upload, :chunk, :tenant, :digest) on conflict (upload_id, chunk) do nothing
                                """)
                        .bind("upload", batch.uploadId())
                        .bind("chunk", batch.chunk())
                        .bind("tenant", batch.tenantId())
                        .bind("digest", batch.digest())
                        .execute()
                == 1;
    }

    void land(Handle transaction, ImportBatch batch, ImportBatch.Result result) {
        transaction
                .createUpdate("""
                        update chunk_results set result = cast(:result as jsonb)
                         where upload_id = :upload and chunk = :chunk
                        """)
                .bind("upload", batch.uploadId())
                .bind("chunk", batch.chunk())
                .bind("result", json(result))
                .execute();
    }

    private static String json(ImportBatch.Result result) {
        try {
            return Json.mapper().writeValueAsString(result);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Expected a result that can be written as JSON", e);
        }
    }

    private static ImportBatch.Result result(@Nullable String json) {
        try {
            return Json.mapper().readValue(json, ImportBatch.Result.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Expected a stored result", e);
        }
    }
}
