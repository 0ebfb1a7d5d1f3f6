package campaignflows.upload.batch;

import campaignflows.platform.contracts.participant.ImportBatch;
import campaignflows.upload.upload.Upload;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** API batches: their requests until they have landed, and the keys that make a repeat harmless. */
@ApplicationScoped
public class ApiBatchRepository {

    /** A request that was bound to a key before. */
    record Bound(UUID uploadId, String bodyHash) {}

    /** What is to be landed. */
    record Stored(String digest, byte[] payload) {}

    /** A key, and the hash of the body that it was given with. */
    record Key(String text, String bodyHash) {}

    /**
     * Registers a batch that the owner lands at once, and binds it to its key, if it has one.
     *
     * @return false, and nothing is registered, if the key is bound already
     */
    boolean register(
            Handle handle,
            UUID id,
            UUID tenant,
            UUID campaign,
            long bytes,
            @Nullable Key key,
            Stored batch,
            long leaseMillis) {
        return handle.createUpdate("""
                                with bound as (
                                     insert into idempotency_keys (tenant_id, campaign_id, key, body_hash, upload_id)
                                     select :tenant, :campaign, :key, :hash, :id where :key is not null
                                     on conflict (tenant_id, campaign_id, key) do nothing returning upload_id),
                                registered as (
                                     insert into uploads
                                            (id, tenant_id, campaign_id, source, status, bytes, lease_owner, lease_until)
                                     select :id, :tenant, :campaign, 'api', 'processing', :bytes,
                                            :id, clock_timestamp() + :lease * interval '1 millisecond'
                                      where :key is null or exists (select from bound) returning id)
                                insert into api_batches (upload_id, digest, payload)
                                select id, :digest, :payload from registered
                                """)
                        .bind("id", id)
                        .bind("tenant", tenant)
                        .bind("campaign", campaign)
                        .bind("bytes", bytes)
                        .bindByType("key", key == null ? null : key.text(), String.class)
                        .bindByType("hash", key == null ? null : key.bodyHash(), String.class)
                        .bind("lease", leaseMillis)
                        .bind("digest", batch.digest())
                        .bind("payload", batch.payload())
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

    /**
     * Stores the result. Its commit does not wait for the disk: if the database crashes within the next moment, the batch
     * is taken up again as one left behind, and participant-service answers with what it has stored.
     *
     * @return false if it is stored already
     */
    boolean complete(Handle handle, UUID upload, Upload.Counters counters) {
        return handle.createQuery("""
                        with async as (select set_config('synchronous_commit', 'off', true)),
                             landed as (delete from api_batches where upload_id = :id),
                             completed as (
                             update uploads set rows_new = :new, rows_updated = :updated, rows_failed = :failed,
                                    rows_total = :total, bytes_processed = bytes, message = null,
                                    status = case when :failed > 0 then 'failed' else 'completed' end,
                                    uploaded_at = clock_timestamp(), lease_owner = null, lease_until = null
                              where id = :id and status = 'processing' returning id)
                        select count(completed.id) = 1 from async left join completed on true
                        """)
                .bind("id", upload)
                .bind("new", counters.created())
                .bind("updated", counters.updated())
                .bind("failed", counters.failed())
                .bind("total", counters.total())
                .mapTo(Boolean.class)
                .one();
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
    List<ImportBatch.RowError> errors(Handle handle, UUID upload) {
        return handle.createQuery(
                        "select row_number, field, value, message from row_errors where upload_id = :id order by row_number, seq")
                .bind("id", upload)
                .map((row, context) -> new ImportBatch.RowError(
                        row.getLong("row_number"),
                        row.getString("field"),
                        row.getString("value"),
                        row.getString("message")))
                .list();
    }
}
