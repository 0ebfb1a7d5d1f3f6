package campaignflows.upload.batch;

import campaignflows.platform.contracts.participant.ImportBatch;
import campaignflows.platform.database.Row;
import campaignflows.platform.database.Tx;
import campaignflows.upload.lifecycle.Upload;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** API batches: their requests until they have been imported, and the keys that make a repeated request harmless. */
@Singleton
public class ApiBatchRepository {

    /** A request that was bound to a key before. */
    record Bound(UUID uploadId, String bodyHash) {}

    /** What is to be imported. */
    record Stored(String digest, byte[] payload) {}

    /** A key, and the hash of the body that it was given with. */
    record Key(String text, String bodyHash) {}

    /**
     * Registers a batch that the owner imports at once, and binds it to its key, if it has one.
     *
     * @return false, and nothing is registered, if the key is bound already
     */
    boolean register(
            Tx tx, UUID id, UUID tenant, UUID campaign, long bytes, @Nullable Key key, Stored batch, long leaseMillis) {
        return tx.query("""
                                with bound as (
                                     insert into idempotency_keys (tenant_id, campaign_id, key, body_hash, upload_id)
                                     select :tenant::uuid, :campaign::uuid, :key::text, :hash::text, :id::uuid where :key::text is not null
                                     on conflict (tenant_id, campaign_id, key) do nothing returning upload_id),
                                registered as (
                                     insert into uploads
                                            (id, tenant_id, campaign_id, source, status, bytes, lease_owner, lease_until)
                                     select :id::uuid, :tenant::uuid, :campaign::uuid, 'api', 'processing', :bytes::bigint,
                                            :id::uuid, clock_timestamp() + :lease::bigint * interval '1 millisecond'
                                      where :key::text is null or exists (select from bound) returning id)
                                insert into api_batches (upload_id, digest, payload)
                                select id, :digest::text, :payload::bytea from registered
                                """)
                        .bind("id", id)
                        .bind("tenant", tenant)
                        .bind("campaign", campaign)
                        .bind("bytes", bytes)
                        .bind("key", key == null ? null : key.text())
                        .bind("hash", key == null ? null : key.bodyHash())
                        .bind("lease", leaseMillis)
                        .bind("digest", batch.digest())
                        .bind("payload", batch.payload())
                        .execute()
                == 1;
    }

    /** Forgets a key whose time is over, so that it can be bound again. */
    void forgetKey(Tx tx, UUID tenant, UUID campaign, String key, long keptSeconds) {
        tx.query("""
                        delete from idempotency_keys where tenant_id = :tenant and campaign_id = :campaign and key = :key
                        and created_at < clock_timestamp() - :kept::bigint * interval '1 second'
                        """)
                .bind("tenant", tenant)
                .bind("campaign", campaign)
                .bind("key", key)
                .bind("kept", keptSeconds)
                .execute();
    }

    Optional<Bound> bound(Tx tx, UUID tenant, UUID campaign, String key) {
        return tx.query("""
                        select upload_id, body_hash from idempotency_keys
                        where tenant_id = :tenant and campaign_id = :campaign and key = :key
                        """)
                .bind("tenant", tenant)
                .bind("campaign", campaign)
                .bind("key", key)
                .one(row -> new Bound(row.uuid("upload_id"), row.text("body_hash")));
    }

    /** What is to be imported; empty when it has been imported. */
    Optional<Stored> stored(Tx tx, UUID upload) {
        return tx.query("select digest, payload from api_batches where upload_id = :id")
                .bind("id", upload)
                .one(row -> new Stored(row.text("digest"), row.bytes("payload")));
    }

    /**
     * Stores the result. Its commit does not wait for the disk: if the database crashes within the next moment, the batch
     * is resumed like an abandoned one, and participant-service returns what it has stored.
     *
     * @return false if it is stored already
     */
    boolean complete(Tx tx, UUID upload, Upload.Counters counters) {
        return tx.query("""
                        with async as (select set_config('synchronous_commit', 'off', true)),
                             imported as (delete from api_batches where upload_id = :id),
                             completed as (
                             update uploads set rows_new = :new, rows_updated = :updated, rows_failed = :failed,
                                    rows_total = :total, bytes_processed = bytes, message = null,
                                    status = case when :failed::bigint > 0 then 'failed' else 'completed' end,
                                    uploaded_at = clock_timestamp(), lease_owner = null, lease_until = null
                              where id = :id and status = 'processing' returning id)
                        select count(completed.id) = 1 as imported from async left join completed on true
                        """)
                .bind("id", upload)
                .bind("new", counters.created())
                .bind("updated", counters.updated())
                .bind("failed", counters.failed())
                .bind("total", counters.total())
                .one(row -> row.bool("imported"))
                .orElseThrow();
    }

    /** What became of a batch. */
    Upload.Counters counters(Tx tx, UUID upload) {
        return tx.query("select rows_new, rows_updated, rows_failed from uploads where id = :id")
                .bind("id", upload)
                .one(row -> new Upload.Counters(
                        row.bigint("rows_new"), row.bigint("rows_updated"), row.bigint("rows_failed")))
                .orElseThrow();
    }

    /** Removes a batch that has not been imported, and its key. Nothing happens if it has been imported. */
    void withdraw(Tx tx, UUID upload) {
        tx.query("delete from uploads where id = :id and source = 'api' and status = 'processing'")
                .bind("id", upload)
                .execute();
    }

    /** Ends a batch that can never be imported. */
    void fail(Tx tx, UUID upload, String message) {
        tx.query("delete from api_batches where upload_id = :id")
                .bind("id", upload)
                .execute();
        tx.query("""
                        update uploads set status = 'failed', message = :message, uploaded_at = clock_timestamp(),
                               lease_owner = null, lease_until = null
                        where id = :id and status = 'processing'
                        """).bind("id", upload).bind("message", message).execute();
    }

    /** The errors of a batch's items, in their order. */
    List<ImportBatch.RowError> errors(Tx tx, UUID upload) {
        return tx.query(
                        "select row_number, field, value, message from row_errors where upload_id = :id order by row_number, seq")
                .bind("id", upload)
                .list(row -> new ImportBatch.RowError(
                        row.bigint("row_number"),
                        row.orNull("field", Row::text),
                        row.orNull("value", Row::text),
                        row.text("message")));
    }
}
