package campaignflows.upload.importing;

import campaignflows.platform.contracts.participant.ImportBatch;
import campaignflows.platform.database.Row;
import campaignflows.platform.database.Tx;
import campaignflows.upload.lifecycle.Upload;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The work list of imports, of all tenants: which worker has leased which upload, and the checkpoint of each. */
@Singleton
public class ImportRepository {

    private static final String TASK = """
            uploads.id, uploads.tenant_id, campaign_id, source, delimiter, mapping,
            next_chunk, next_offset, next_record, cancel_requested_at is not null as canceled
            """;

    /** A chunk whose result is not stored yet. */
    record SentChunk(long to, String digest) {}

    /**
     * Takes an upload that no worker has: a canceled one first; otherwise one of the tenant that has waited longest, and of
     * its uploads one whose import has not begun, or the one that has waited longest. So a small file is through after
     * a turn or two, however many large ones there are.
     *
     * @param busy tenants of which no further upload is wanted now, unless it is canceled
     */
    Optional<LeasedUpload> claim(Tx tx, UUID owner, long leaseMillis, Set<UUID> busy) {
        return tx.query("""
                        with next as (
                            select u.id, u.tenant_id from uploads u left join tenant_turns t on t.tenant_id = u.tenant_id
                            where u.status = 'processing' and (u.lease_until is null or u.lease_until < clock_timestamp())
                              and (u.cancel_requested_at is not null or u.tenant_id <> all(:busy::uuid[]))
                            order by u.cancel_requested_at nulls last, t.served_at nulls first, u.next_chunk > 0, u.worked_at
                            limit 1 for update of u skip locked),
                        turn as (
                            insert into tenant_turns (tenant_id, served_at)
                            select tenant_id, clock_timestamp() from next
                            on conflict (tenant_id) do update set served_at = excluded.served_at)
                        update uploads set lease_owner = :owner,
                               lease_until = clock_timestamp() + :lease::bigint * interval '1 millisecond'
                        from next where uploads.id = next.id
                        returning\s""" + TASK)
                .bind("owner", owner)
                .bind("lease", leaseMillis)
                .bind("busy", busy.toArray(UUID[]::new))
                .one(ImportRepository::task);
    }

    /** Whether an upload waits for a worker. */
    boolean isAnyWaiting(Tx tx) {
        return tx.query("""
                        select 1 from uploads
                        where status = 'processing' and (lease_until is null or lease_until < clock_timestamp()) limit 1
                        """).one(row -> true).isPresent();
    }

    /** Takes this upload if it is canceled and no worker has it. */
    Optional<LeasedUpload> claimCanceled(Tx tx, UUID upload, UUID owner, long leaseMillis) {
        return tx.query("""
                        update uploads set lease_owner = :owner,
                               lease_until = clock_timestamp() + :lease::bigint * interval '1 millisecond'
                        where id = :id and status = 'processing' and cancel_requested_at is not null
                          and (lease_until is null or lease_until < clock_timestamp())
                        returning\s""" + TASK)
                .bind("id", upload)
                .bind("owner", owner)
                .bind("lease", leaseMillis)
                .one(ImportRepository::task);
    }

    /** Keeps what these owners still hold. */
    void renew(Tx tx, Map<UUID, UUID> owners, long leaseMillis) {
        tx.query("""
                        update uploads set lease_until = clock_timestamp() + :lease::bigint * interval '1 millisecond'
                        from unnest(:ids::uuid[], :owners::uuid[]) as held (id, owner)
                        where uploads.id = held.id and lease_owner = held.owner and status = 'processing'
                        """)
                .bind("lease", leaseMillis)
                .bind("ids", owners.keySet().toArray(UUID[]::new))
                .bind("owners", owners.values().toArray(UUID[]::new))
                .execute();
    }

    /**
     * Releases an upload; no worker takes it before the delay is over.
     *
     * @param notice what it waits for, for its users; null if it does not
     */
    void release(Tx tx, UUID upload, UUID owner, long delayMillis, @Nullable String notice) {
        tx.query("""
                        update uploads set lease_owner = null, worked_at = clock_timestamp(),
                               message = case when cancel_requested_at is null then cast(:notice as text) else message end,
                               lease_until = clock_timestamp() + :delay::bigint * interval '1 millisecond'
                        where id = :id and lease_owner = :owner and status = 'processing'
                        """)
                .bind("id", upload)
                .bind("owner", owner)
                .bind("notice", notice)
                .bind("delay", delayMillis)
                .execute();
    }

    /** Remembers how the header was read. */
    boolean storeHeader(
            Tx tx, LeasedUpload task, UUID owner, byte[] header, List<String> unknownColumns, long bytesProcessed) {
        CsvLayout layout = layoutOf(task);
        return tx.query("""
                                update uploads set delimiter = :delimiter, mapping = :mapping, header = :header,
                                       unknown_columns = :unknown, next_offset = :offset, next_record = :record,
                                       bytes_processed = :processed
                                where id = :id and lease_owner = :owner and status = 'processing' and mapping is null
                                """)
                        .bind("delimiter", String.valueOf(layout.delimiter()))
                        .bind("mapping", layout.columns().toArray(String[]::new))
                        .bind("header", header)
                        .bind("unknown", unknownColumns.toArray(String[]::new))
                        .bind("offset", task.nextOffset())
                        .bind("record", task.nextRecord())
                        .bind("processed", bytesProcessed)
                        .bind("id", task.uploadId())
                        .bind("owner", owner)
                        .execute()
                == 1;
    }

    Optional<SentChunk> sentChunk(Tx tx, UUID upload, int chunk) {
        return tx.query("select to_offset, digest from upload_chunks where upload_id = :id and chunk = :chunk")
                .bind("id", upload)
                .bind("chunk", chunk)
                .one(row -> new SentChunk(row.bigint("to_offset"), row.text("digest")));
    }

    /**
     * Stores a chunk's range and digest; to be committed before the chunk is sent. False if the upload is not held: then
     * the chunk must not be sent, since its rows would not be counted.
     */
    boolean rememberChunk(Tx tx, UUID upload, UUID owner, PreparedChunk read) {
        Chunk chunk = read.chunk();
        return tx.query("""
                                insert into upload_chunks (upload_id, chunk, first_record, from_offset, to_offset, digest)
                                select id, :chunk::int, :first::bigint, :from::bigint, :to::bigint, :digest::text from uploads
                                where id = :id and lease_owner = :owner and status = 'processing' for share
                                """)
                        .bind("id", upload)
                        .bind("owner", owner)
                        .bind("chunk", chunk.number())
                        .bind("first", chunk.firstRecord())
                        .bind("from", chunk.from())
                        .bind("to", chunk.to())
                        .bind("digest", read.digest())
                        .execute()
                == 1;
    }

    /** Moves the checkpoint after a chunk and adds its rows. False if that chunk is stored already or not held. */
    boolean advance(Tx tx, LeasedUpload before, UUID owner, LeasedUpload after, Upload.Counters rows, int skipped) {
        int moved = tx.query("""
                        update uploads set rows_new = rows_new + :new, rows_updated = rows_updated + :updated,
                               rows_failed = rows_failed + :failed, rows_total = rows_total + :total,
                               rows_skipped = rows_skipped + :skipped,
                               next_chunk = :next, next_offset = :offset::bigint, next_record = :record,
                               bytes_processed = :offset::bigint, message = null
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
            tx.query("delete from upload_chunks where upload_id = :id and chunk = :chunk")
                    .bind("id", before.uploadId())
                    .bind("chunk", before.nextChunk())
                    .execute();
        }
        return moved == 1;
    }

    public void addErrors(Tx tx, UUID upload, List<ImportBatch.RowError> errors) {
        if (errors.isEmpty()) {
            return;
        }
        tx.query("""
                        insert into row_errors (upload_id, row_number, seq, field, value, message)
                        select :id::uuid, row_number, row_number() over (partition by row_number order by place), field, value,
                               message
                        from unnest(:rows::bigint[], :fields::text[], :values::text[], :messages::text[]) with ordinality
                             as error (row_number, field, value, message, place)
                        """)
                .bind("id", upload)
                .bind("rows", errors.stream().map(ImportBatch.RowError::row).toArray(Long[]::new))
                .bind("fields", column(errors, ImportBatch.RowError::field))
                .bind("values", column(errors, ImportBatch.RowError::value))
                .bind("messages", column(errors, ImportBatch.RowError::message))
                .execute();
    }

    void addFailedRows(Tx tx, UUID upload, Map<Long, byte[]> rows) {
        if (rows.isEmpty()) {
            return;
        }
        List<Long> numbers = List.copyOf(rows.keySet());
        tx.query("""
                        insert into failed_rows (upload_id, row_number, content)
                        select :id::uuid, number, content
                          from unnest(:numbers::bigint[], :contents::bytea[]) as failed (number, content)
                        """)
                .bind("id", upload)
                .bind("numbers", numbers.toArray(Long[]::new))
                .bind("contents", numbers.stream().map(rows::get).toArray(byte[][]::new))
                .execute();
    }

    /**
     * Ends an upload that this worker holds: Failed with a message, else by whether any row failed.
     *
     * @param message why the upload failed as a whole; null if it came to its end
     */
    boolean end(Tx tx, UUID upload, UUID owner, @Nullable String message) {
        return tx.query("""
                                update uploads set
                                       status = case when cast(:message as text) is not null or rows_failed > 0
                                                     then 'failed' else 'completed' end,
                                       message = cast(:message as text), uploaded_at = clock_timestamp(),
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

    /** Ends an upload that this worker holds as canceled, with the number of rows that were imported or failed before. */
    boolean endCanceled(Tx tx, UUID upload, UUID owner) {
        return tx.query("""
                                update uploads set status = 'failed', uploaded_at = clock_timestamp(),
                                       message = 'Canceled after ' || rows_total || ' rows',
                                       lease_owner = null, lease_until = null
                                where id = :id and lease_owner = :owner and status = 'processing'
                                """).bind("id", upload).bind("owner", owner).execute() == 1;
    }

    private static CsvLayout layoutOf(LeasedUpload task) {
        if (task.layout() == null) {
            throw new IllegalArgumentException("Expected a task whose header was read");
        }
        return task.layout();
    }

    private static @Nullable String[] column(
            List<ImportBatch.RowError> errors, Function<ImportBatch.RowError, @Nullable String> part) {
        @Nullable String[] column = new String[errors.size()];
        for (int i = 0; i < column.length; i++) {
            column[i] = part.apply(errors.get(i));
        }
        return column;
    }

    private static LeasedUpload task(Row row) {
        String delimiter = row.orNull("delimiter", Row::text);
        List<@Nullable String> mapping = row.orNull("mapping", Row::nullableTexts);
        return new LeasedUpload(
                row.uuid("id"),
                row.uuid("tenant_id"),
                row.uuid("campaign_id"),
                row.text("source").equals("file"),
                delimiter == null || mapping == null ? null : new CsvLayout(delimiter.charAt(0), mapping),
                row.integer("next_chunk"),
                row.bigint("next_offset"),
                row.bigint("next_record"),
                row.bool("canceled"));
    }
}
