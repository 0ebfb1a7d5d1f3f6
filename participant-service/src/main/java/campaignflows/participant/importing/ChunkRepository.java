package campaignflows.participant.importing;

import campaignflows.platform.contracts.participant.ImportBatch;
import campaignflows.platform.database.Tx;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.UUID;

/** The results of the chunks of uploads. */
@Singleton
class ChunkRepository {

    /** A chunk that was imported. */
    record Imported(UUID tenantId, String digest, ImportBatch.Result result) {}

    Optional<Imported> find(Tx tx, UUID uploadId, int chunk) {
        return tx.query("""
                        select tenant_id, digest, result::text as result from chunk_results
                         where upload_id = :upload and chunk = :chunk and result is not null
                        """)
                .bind("upload", uploadId)
                .bind("chunk", chunk)
                .one(row -> new Imported(
                        row.uuid("tenant_id"), row.text("digest"), row.json("result", ImportBatch.Result.class)));
    }

    /**
     * Claims the chunk for this transaction, waiting for another one that is importing it at this moment.
     *
     * @return false if it was imported already
     */
    boolean claim(Tx tx, ImportBatch batch) {
        return tx.query("""
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

    void complete(Tx tx, ImportBatch batch, ImportBatch.Result result) {
        tx.query("""
                        update chunk_results set result = :result
                         where upload_id = :upload and chunk = :chunk
                        """)
                .bind("upload", batch.uploadId())
                .bind("chunk", batch.chunk())
                .bindJson("result", result)
                .send();
    }
}
