package campaignflows.upload.importing;

import campaignflows.platform.contracts.participant.ImportBatch;
import campaignflows.upload.upload.Upload;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/** The work list of imports: who holds which upload, and each one's checkpoint. Work of all tenants. */
@ApplicationScoped
public class ImportRepository {

    private static final String TASK = """
            uploads.id, uploads.tenant_id, campaign_id, source, delimiter, mapping,
            next_chunk, next_offset, next_record, cancel_requested_at is not null as canceled
            """;

    /** A chunk whose result is not stored yet. */
    record SentChunk(long to, String digest) {}

    /**
     * Takes an upload that nobody works on: a canceled one first; else one of the tenant that has waited longest, and of
     * its uploads one whose import has not begun, or the one that has waited longest. So a small file is through after
     * a turn or two, however many large ones there are.
     *
     * @param busy tenants of which no further upload is wanted now, unless it is canceled
     */
    Optional<ImportTask> claim(Handle handle, UUID owner, long leaseMillis, Set<UUID> busy) {
        return handle.createQuery("""
                        with next as (
                            select u.id, u.tenant_id from uploads u left join tenant_turns t on t.tenant_id = u.tenant_id
                            where u.status = 'processing' and (u.lease_until is null or u.lease_until < clock_timestamp())
                              and (u.cancel_requested_at is not null or u.tenant_id <> all(:busy))
                            order by u.cancel_requested_at nulls last, t.served_at nulls first, u.next_chunk > 0, u.worked_at
                            limit 1 for update of u skip locked),
                        turn as (
                            insert into tenant_turns (tenant_id, served_at)
                            select tenant_id, clock_timestamp() from next
                            on conflict (tenant_id) do update set served_at = excluded.served_at)
                        update uploads set lease_owner = :owner,
                               lease_until = clock_timestamp() + :lease * interval '1 millisecond'
                        from next where uploads.id = next.id
                        returning\s""" + TASK)
                .bind("owner", owner)
                .bind("lease", leaseMillis)
                .bindArray("busy", UUID.class, busy)
                .map(ImportRepository::task)
                .findOne();
    }

    /** Takes this upload if it is canceled and nobody works on it. */
    Optional<ImportTask> claimCanceled(Handle handle, UUID upload, UUID owner, long leaseMillis) {
        return handle.createQuery("""
                        update uploads set lease_owner = :owner,
                               lease_until = clock_timestamp() + :lease * interval '1 millisecond'
                        where id = :id and status = 'processing' and cancel_requested_at is not null
                          and (lease_until is null or lease_until < clock_timestamp())
                        returning\s""" + TASK)
                .bind("id", upload)
                .bind("owner", owner)
                .bind("lease", leaseMillis)
                .map(ImportRepository::task)
                .findOne();
    }

    /** Keeps what these owners still hold. */
    void renew(Handle handle, Map<UUID, UUID> owners, long leaseMillis) {
        handle.createUpdate("""
                        update uploads set lease_until = clock_timestamp() + :lease * interval '1 millisecond'
                        from unnest(:ids, :owners) as held (id, owner)
                        where uploads.id = held.id and lease_owner = held.owner and status = 'processing'
                        """)
                .bind("lease", leaseMillis)
                .bind("ids", owners.keySet().toArray(UUID[]::new))
                .bind("owners", owners.values().toArray(UUID[]::new))
                .execute();
    }

    /**
     * Gives an upload back; nobody takes it up before the delay is over.
     *
     * @param notice what it waits for, for its users; null if it does not
     */
    void release(Handle handle, UUID upload, UUID owner, long delayMillis, @Nullable String notice) {
        handle.createUpdate("""
                        update uploads set lease_owner = null, worked_at = clock_timestamp(),
                               message = case when cancel_requested_at is null then cast(:notice as text) else message end,
                               lease_until = clock_timestamp() + :delay * interval '1 millisecond'
                        where id = :id and lease_owner = :owner and status = 'processing'
                        """)
                .bind("id", upload)
                .bind("owner", owner)
                .bind("notice", notice)
                .bind("delay", delayMillis)
                .execute();
    }

    /** Remembers how the header was read. */
    boolean headerRead(
            Handle handle,
            ImportTask task,
            UUID owner,
            byte[] header,
            List<String> unknownColumns,
            long bytesProcessed) {
        Layout layout = layoutOf(task);
        return handle.createUpdate("""
                                update uploads set delimiter = :delimiter, mapping = :mapping, header = :header,
                                       unknown_columns = :unknown, next_offset = :offset, next_record = :record,
                                       bytes_processed = :processed
                                where id = :id and lease_owner = :owner and status = 'processing' and mapping is null
                                """)
                        .bind("delimiter", String.valueOf(layout.delimiter()))
                        .bindArray("mapping", String.class, layout.columns())
                        .bind("header", header)
                        .bindArray("unknown", String.class, unknownColumns)
                        .bind("offset", task.nextOffset())
                        .bind("record", task.nextRecord())
                        .bind("processed", bytesProcessed)
                        .bind("id", task.uploadId())
                        .bind("owner", owner)
                        .execute()
                == 1;
    }

    Optional<SentChunk> sentChunk(Handle handle, UUID upload, int chunk) {
        return handle.createQuery(
                        "select to_offset, digest from upload_chunks where upload_id = :id and chunk = :chunk")
                .bind("id", upload)
                .bind("chunk", chunk)
                .map((row, context) -> new SentChunk(row.getLong("to_offset"), row.getString("digest")))
                .findOne();
    }

    /**
     * Stores a chunk's range and digest; to be committed before the chunk is sent. False if the upload is not held: then
     * the chunk must not be sent, since nobody would count its rows.
     */
    boolean rememberChunk(Handle handle, UUID upload, UUID owner, Chunk chunk, String digest) {
        return handle.createUpdate("""
                                insert into upload_chunks (upload_id, chunk, first_record, from_offset, to_offset, digest)
                                select id, :chunk, :first, :from, :to, :digest from uploads
                                where id = :id and lease_owner = :owner and status = 'processing' for share
                                """)
                        .bind("id", upload)
                        .bind("owner", owner)
                        .bind("chunk", chunk.number())
                        .bind("first", chunk.firstRecord())
                        .bind("from", chunk.from())
                        .bind("to", chunk.to())
                        .bind("digest", digest)
                        .execute()
                == 1;
    }

    /** Moves the checkpoint behind a chunk and adds its rows. False if that chunk is stored already or not held. */
    boolean advance(Handle handle, ImportTask before, UUID owner, ImportTask after, Upload.Counters rows, int skipped) {
        int moved = handle.createUpdate("""
                        update uploads set rows_new = rows_new + :new, rows_updated = rows_updated + :updated,
                               rows_failed = rows_failed + :failed, rows_total = rows_total + :total,
                               rows_skipped = rows_skipped + :skipped,
                               next_chunk = :next, next_offset = :offset, next_record = :record,
                               bytes_processed = :offset, message = null
                        where id = :id and lease_owner = :owner and status = 'processing' and next_chunk = :chunk
                        """)
                .bind("new", rows.created())
                .bind("updated", rows.updated())
                .bind("failed", rows.failed())
                .bind("total", rows.total())
                .bind("skipped", skipped)
                .bind("next", after.nextChunk())
                .bind("offset", after.nextOffset())
                .bind("record", after.nextRecord())
                .bind("id", before.uploadId())
                .bind("owner", owner)
                .bind("chunk", before.nextChunk())
                .execute();
        if (moved == 1) {
            handle.createUpdate("delete from upload_chunks where upload_id = :id and chunk = :chunk")
                    .bind("id", before.uploadId())
                    .bind("chunk", before.nextChunk())
                    .execute();
        }
        return moved == 1;
    }

    public void addErrors(Handle handle, UUID upload, List<ImportBatch.RowError> errors) {
        if (errors.isEmpty()) {
            return;
        }
        handle.createUpdate("""
                        insert into row_errors (upload_id, row_number, seq, field, value, message)
                        select :id, row_number, row_number() over (partition by row_number order by place), field, value,
                               message
                        from unnest(:rows, :fields, :values, :messages) with ordinality
                             as error (row_number, field, value, message, place)
                        """)
                .bind("id", upload)
                .bindArray(
                        "rows",
                        Long.class,
                        errors.stream().map(ImportBatch.RowError::row).toList())
                .bindArray("fields", String.class, column(errors, ImportBatch.RowError::field))
                .bindArray("values", String.class, column(errors, ImportBatch.RowError::value))
                .bindArray("messages", String.class, column(errors, ImportBatch.RowError::message))
                .execute();
    }

    void addFailedRows(Handle handle, UUID upload, Map<Long, byte[]> rows) {
        if (rows.isEmpty()) {
            return;
        }
        var batch = handle.prepareBatch(
                "insert into failed_rows (upload_id, row_number, content) values (:id, :number, :content)");
        rows.forEach((number, content) -> batch.bind("id", upload)
                .bind("number", number)
                .bind("content", content)
                .add());
        batch.execute();
    }

    /**
     * Ends an upload that this worker holds: Failed with a message, else by whether any row failed.
     *
     * @param message why the upload failed as a whole; null if it came to its end
     */
    boolean end(Handle handle, UUID upload, UUID owner, @Nullable String message) {
        return handle.createUpdate("""
                                update uploads set
                                       status = case when cast(:message as text) is not null or rows_failed > 0
                                                     then 'failed' else 'completed' end,
                                       message = :message, uploaded_at = clock_timestamp(),
                                       bytes_processed = case when cast(:message as text) is null then bytes
                                                              else bytes_processed end,
                                       lease_owner = null, lease_until = null
                                where id = :id and lease_owner = :owner and status = 'processing'
                                """)
                        .bind("id", upload)
                        .bind("owner", owner)
                        .bind("message", message)
                        .execute()
                == 1;
    }

    /** Ends an upload that this worker holds as canceled, with the number of rows that landed or failed before. */
    boolean endCanceled(Handle handle, UUID upload, UUID owner) {
        return handle.createUpdate("""
                                update uploads set status = 'failed', uploaded_at = clock_timestamp(),
                                       message = 'Canceled after ' || rows_total || ' rows',
                                       lease_owner = null, lease_until = null
                                where id = :id and lease_owner = :owner and status = 'processing'
                                """).bind("id", upload).bind("owner", owner).execute() == 1;
    }

    private static Layout layoutOf(ImportTask task) {
        if (task.layout() == null) {
            throw new IllegalArgumentException("Expected a task whose header was read");
        }
        return task.layout();
    }

    private static List<@Nullable String> column(
            List<ImportBatch.RowError> errors,
            java.util.function.Function<ImportBatch.RowError, @Nullable String> part) {
        List<@Nullable String> column = new ArrayList<>(errors.size());
        errors.forEach(error -> column.add(part.apply(error)));
        return column;
    }

    private static ImportTask task(ResultSet row, StatementContext context) throws SQLException {
        String delimiter = row.getString("delimiter");
        Array mapping = row.getArray("mapping");
        return new ImportTask(
                row.getObject("id", UUID.class),
                row.getObject("tenant_id", UUID.class),
                row.getObject("campaign_id", UUID.class),
                row.getString("source").equals("file"),
                delimiter == null || mapping == null
                        ? null
                        : new Layout(delimiter.charAt(0), Arrays.asList((String[]) mapping.getArray())),
                row.getInt("next_chunk"),
                row.getLong("next_offset"),
                row.getLong("next_record"),
                row.getBoolean("canceled"));
    }
}
