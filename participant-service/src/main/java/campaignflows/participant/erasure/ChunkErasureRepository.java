package campaignflows.participant.erasure;

import campaignflows.platform.contracts.participant.ImportBatch;
import campaignflows.platform.database.Tx;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.UUID;

/** The results of chunks, whose errors quote values of failed rows. */
@Singleton
class ChunkErasureRepository {
    static final UUID FIRST = new UUID(0, 0);

    /** A chunk's result that contains errors. */
    record Chunk(UUID uploadId, int number, ImportBatch.Result result) {}

    /** The tenant's results with errors, after the given one, in the order of their keys. */
    List<Chunk> withErrors(Tx tx, UUID tenantId, UUID afterUpload, int afterChunk, int limit) {
        return tx.query("""
                        select upload_id, chunk, result::text as result from chunk_results
                         where tenant_id = :tenant and (upload_id, chunk) > (:upload, :chunk)
                           and result -> 'errors' <> '[]'
                         order by upload_id, chunk limit :limit
                        """)
                .bind("tenant", tenantId)
                .bind("upload", afterUpload)
                .bind("chunk", afterChunk)
                .bind("limit", limit)
                .list(row -> new Chunk(
                        row.uuid("upload_id"), row.integer("chunk"), row.json("result", ImportBatch.Result.class)));
    }

    void replace(Tx tx, Chunk chunk) {
        tx.query("""
                        update chunk_results set result = :result
                         where upload_id = :upload and chunk = :chunk
                        """)
                .bind("upload", chunk.uploadId())
                .bind("chunk", chunk.number())
                .bindJson("result", chunk.result())
                .execute();
    }
}
