package campaignflows.participant.importing;

import campaignflows.platform.database.Tx;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.UUID;

/** Deletes old results of chunks. */
@Singleton
class ChunkCleanupRepository {

    /**
     * Deletes some of the results that are older than that and returns how many. The ids of uploads are UUIDv7, so the oldest
     * stand at the front of the primary key.
     */
    int delete(Tx tx, Instant before, int limit) {
        return tx.query("""
                        delete from chunk_results where (upload_id, chunk) in (
                            select upload_id, chunk from chunk_results
                             where upload_id < :bound and imported_at < :before
                             order by upload_id, chunk limit :limit)
                        """)
                .bind("bound", new UUID(before.toEpochMilli() << 16, 0))
                .bind("before", before)
                .bind("limit", limit)
                .execute();
    }
}
