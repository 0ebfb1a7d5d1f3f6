package campaignflows.upload.importing;

import campaignflows.platform.database.Tx;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** What is to be cleaned up, of all tenants. */
@Singleton
class CleanupRepository {

    /** Ends the transfers without a sign of life for the time of a lease. Returns their ids. */
    List<UUID> endBrokenTransfers(Tx tx, String message) {
        return tx.query("""
                        update uploads set status = 'failed', message = :message, uploaded_at = clock_timestamp(),
                               lease_owner = null, lease_until = null
                        where status = 'receiving' and lease_until < clock_timestamp() returning id
                        """).bind("message", message).list(row -> row.uuid("id"));
    }

    /** Those of the ids whose upload is still open, so that its file is needed. */
    Set<UUID> open(Tx tx, List<UUID> ids) {
        return Set.copyOf(tx.query(
                        "select id from uploads where id = any(:ids::uuid[]) and status in ('receiving', 'processing')")
                .bind("ids", ids.toArray(UUID[]::new))
                .list(row -> row.uuid("id")));
    }

    /** Uploads whose errors and failed rows are to be forgotten. */
    List<UUID> withOldReports(Tx tx, long keptSeconds, int limit) {
        return tx.query("""
                        select id from uploads where rows_failed > 0 and not report_gone
                          and uploaded_at < clock_timestamp() - :kept::bigint * interval '1 second'
                        order by uploaded_at limit :limit
                        """).bind("kept", keptSeconds).bind("limit", limit).list(row -> row.uuid("id"));
    }

    /** Forgets some of an upload's errors and failed rows. False if none were left, and that is noted now. */
    boolean forgetReport(Tx tx, UUID upload, int rows) {
        int forgotten = 0;
        for (String table : List.of("row_errors", "failed_rows")) {
            forgotten += tx.query("delete from " + table + " where upload_id = :id and row_number in"
                            + " (select row_number from " + table
                            + " where upload_id = :id order by row_number limit :rows)")
                    .bind("id", upload)
                    .bind("rows", rows)
                    .execute();
        }
        if (forgotten == 0) {
            tx.query("update uploads set report_gone = true where id = :id")
                    .bind("id", upload)
                    .execute();
        }
        return forgotten > 0;
    }

    void forgetIdempotencyKeys(Tx tx, long keptSeconds) {
        tx.query(
                        "delete from idempotency_keys where created_at < clock_timestamp() - :kept::bigint * interval '1 second'")
                .bind("kept", keptSeconds)
                .execute();
    }
}
