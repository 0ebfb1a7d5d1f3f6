package campaignflows.upload.batch;

import campaignflows.upload.upload.Upload;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** API batches: their requests until they have landed, and the keys that make a repeat harmless. */
@ApplicationScoped
public class ApiBatchRepository {

    /** A request that was bound to a key before. */
    record Bound(UUID uploadId, String bodyHash) {}

    /** What is to be landed. */
    record Stored(String digest, byte[] payload) {}

    /** Registers a batch that the owner lands at once. */
    void register(
            Handle handle,
            UUID id,
            UUID tenant,
            UUID campaign,
            long bytes,
            Stored batch,
            UUID owner,
            long leaseMillis) {
        handle.createUpdate("""
                        insert into uploads (id, tenant_id, campaign_id, source, status, bytes, lease_owner, lease_until)
                        values (:id, :tenant, :campaign, 'api', 'processing', :bytes,
                                :owner, clock_timestamp() + :lease * interval '1 millisecond')
                        """)
                .bind("id", id)
                .bind("tenant", tenant)
                .bind("campaign", campaign)
                .bind("bytes", bytes)
                .bind("owner", owner)
                .bind("lease", leaseMillis)
                .execute();
        handle.createUpdate("insert into api_batches (upload_id, digest, payload) values (:id, :digest, :payload)")
                .bind("id", id)
                .bind("digest", batch.digest())
                .bind("payload", batch.payload())
                .execute();
    }

    /** Binds a key to an upload that is registered in the same transaction. False if the key is bound already. */
    boolean bindKey(Handle handle, UUID tenant, UUID campaign, String key, String bodyHash, UUID upload) {
        return handle.createUpdate("""
                                insert into idempotency_keys (tenant_id, campaign_id, key, body_hash, upload_id)
                                values (:tenant, :campaign, :key, :hash, :upload)
                                on conflict (tenant_id, campaign_id, key) do nothing
                                """)
                        .bind("tenant", tenant)
                        .bind("campaign", campaign)
                        .bind("key", key)
                        .bind("hash", bodyHash)
                        .bind("upload", upload)
                        .execute()
                == 1;
    }

    /** Forgets a key whose time is over, so that it can be bound again. */
    void forgetKey(Handle handle, UUID tenant, UUID campaign, String key, long keptSeconds) {
        handle.createUpdate("""
                        delete from idempotency_keys where tenant_id = :tenant and campaign_id = :campaign and key = :key
                        and created_at < clock_timestamp() - :kept * interval '1 second'
                        """)
                .bind("tenant", tenant)
                .bind("campaign", campaign)
                .bind("key", key)
                .bind("kept", keptSeconds)
                .execute();
    }

    Optional<Bound> bound(Handle handle, UUID tenant, UUID campaign, String key) {
        return handle.createQuery("""
                        select upload_id, body_hash from idempotency_keys
                        where tenant_id = :tenant and campaign_id = :campaign and key = :key
                        """)
                .bind("tenant", tenant)
                .bind("campaign", campaign)
                .bind("key", key)
                .map((row, context) -> new Bound(row.getObject("upload_id", UUID.class), row.getString("body_hash")))
                .findOne();
    }

    /** What is to be landed; empty when it has landed. */
    Optional<Stored> stored(Handle handle, UUID upload) {
        return handle.createQuery("select digest, payload from api_batches where upload_id = :id")
                .bind("id", upload)
                .map((row, context) -> new Stored(row.getString("digest"), row.getBytes("payload")))
                .findOne();
    }

    /** Stores the result. False if it is stored already. */
    boolean complete(Handle handle, UUID upload, Upload.Counters counters) {
        handle.createUpdate("delete from api_batches where upload_id = :id")
                .bind("id", upload)
                .execute();
        return handle.createUpdate("""
                                update uploads set rows_new = :new, rows_updated = :updated, rows_failed = :failed,
                                       rows_total = :total, bytes_processed = bytes, message = null,
                                       status = case when :failed > 0 then 'failed' else 'completed' end,
                                       uploaded_at = clock_timestamp(), lease_owner = null, lease_until = null
                                where id = :id and status = 'processing'
                                """)
                        .bind("id", upload)
                        .bind("new", counters.created())
                        .bind("updated", counters.updated())
                        .bind("failed", counters.failed())
                        .bind("total", counters.total())
                        .execute()
                == 1;
    }

    /** What became of a batch. */
    Upload.Counters counters(Handle handle, UUID upload) {
        return handle.createQuery("select rows_new, rows_updated, rows_failed from uploads where id = :id")
                .bind("id", upload)
                .map((row, context) -> new Upload.Counters(
                        row.getLong("rows_new"), row.getLong("rows_updated"), row.getLong("rows_failed")))
                .one();
    }

    /** Removes a batch that has not landed, and its key. Nothing happens if it has landed. */
    void withdraw(Handle handle, UUID upload) {
        handle.createUpdate("delete from uploads where id = :id and source = 'api' and status = 'processing'")
                .bind("id", upload)
                .execute();
    }

    /** Ends a batch that can never land. */
    void fail(Handle handle, UUID upload, String message) {
        handle.createUpdate("delete from api_batches where upload_id = :id")
                .bind("id", upload)
                .execute();
        handle.createUpdate("""
                        update uploads set status = 'failed', message = :message, uploaded_at = clock_timestamp(),
                               lease_owner = null, lease_until = null
                        where id = :id and status = 'processing'
                        """).bind("id", upload).bind("message", message).execute();
    }

    /** The errors of a batch's items, in their order. */
    List<BatchAnswer.ItemError> errors(Handle handle, UUID upload) {
        return handle.createQuery(
                        "select row_number, field, value, message from row_errors where upload_id = :id order by row_number, seq")
                .bind("id", upload)
                .map((row, context) -> new BatchAnswer.ItemError(
                        row.getLong("row_number"),
                        row.getString("field"),
                        row.getString("value"),
                        row.getString("message")))
                .list();
    }
}
