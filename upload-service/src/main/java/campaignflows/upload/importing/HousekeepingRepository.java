package campaignflows.upload.importing;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** What is to be tidied up. Work of all tenants. */
@ApplicationScoped
class HousekeepingRepository {

    /** Ends the transfers of which nothing has been heard for the time of a lease. Returns their ids. */
    List<UUID> endBrokenTransfers(Handle handle, String message) {
        return handle.createQuery("""
                        update uploads set status = 'failed', message = :message, uploaded_at = clock_timestamp(),
                               lease_owner = null, lease_until = null
                        where status = 'receiving' and lease_until < clock_timestamp() returning id
                        """)
                .bind("message", message)
                .mapTo(UUID.class)
                .list();
    }

    /** Those of the ids whose upload is still open, so that its file is needed. */
    Set<UUID> open(Handle handle, List<UUID> ids) {
        return handle.createQuery(
                        "select id from uploads where id = any(:ids) and status in ('receiving', 'processing')")
                .bindArray("ids", UUID.class, ids)
                .mapTo(UUID.class)
                .set();
    }

    /** Uploads whose errors and failed rows are to be forgotten. */
    List<UUID> withOldReports(Handle handle, long keptSeconds, int limit) {
        return handle.createQuery("""
                        select id from uploads where rows_failed > 0 and not report_gone
                          and uploaded_at < clock_timestamp() - :kept * interval '1 second'
                        order by uploaded_at limit :limit
                        """)
                .bind("kept", keptSeconds)
                .bind("limit", limit)
                .mapTo(UUID.class)
                .list();
    }

    /** Forgets some of an upload's errors and failed rows. False if none were left, and that is noted now. */
    boolean forgetReport(Handle handle, UUID upload, int rows) {
        int forgotten = 0;
        for (String table : List.of("row_errors", "failed_rows")) {
            forgotten += handle.createUpdate("delete from " + table + " where upload_id = :id and row_number in"
                            + " (select row_number from " + table
                            + " where upload_id = :id order by row_number limit :rows)")
                    .bind("id", upload)
                    .bind("rows", rows)
                    .execute();
        }
        if (forgotten == 0) {
            handle.createUpdate("update uploads set report_gone = true where id = :id")
                    .bind("id", upload)
                    .execute();
        }
        return forgotten > 0;
    }

    void forgetIdempotencyKeys(Handle handle, long keptSeconds) {
        handle.createUpdate(
                        "delete from idempotency_keys where created_at < clock_timestamp() - :kept * interval '1 second'")
                .bind("kept", keptSeconds)
                .execute();
    }
}
