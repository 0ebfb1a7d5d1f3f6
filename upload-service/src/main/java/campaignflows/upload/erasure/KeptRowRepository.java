package campaignflows.upload.erasure;

import campaignflows.platform.contracts.participant.Erasure;
import campaignflows.platform.database.Row;
import campaignflows.platform.database.Tx;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What uploads store of rows and headers, a page at a time, and the erasure of parts of it. */
@Singleton
class KeptRowRepository {
    static final UUID FIRST = new UUID(0, 0);

    /** However long rows are, a page of them is not much longer than this. */
    private static final int PAGE_BYTES = 4 * 1024 * 1024;

    /** An upload of which something is kept. */
    record Kept(
            UUID uploadId,
            @Nullable Character delimiter,
            List<@Nullable String> columns,
            byte @Nullable [] header,
            List<String> unknownColumns,
            @Nullable String message) {}

    /** A failed row as it stood in the file. */
    record FailedRow(long number, byte[] content) {}

    /** An error of a row. */
    record Error(
            long row,
            int seq,
            @Nullable String field,
            @Nullable String value,
            String message) {}

    /**
     * Whether an upload that began before the time is still running.
     *
     * @param margin by how much the clocks of the services may differ
     */
    boolean isOpen(Tx tx, UUID tenantId, Instant moment, Duration margin) {
        return tx.query("""
                        select exists (select from uploads
                                        where tenant_id = :tenant and status in ('receiving', 'processing')
                                          and created_at < :until) as open
                        """)
                .bind("tenant", tenantId)
                .bind("until", moment.plus(margin))
                .one(row -> row.bool("open"))
                .orElseThrow();
    }

    /** The tenant's uploads that may keep something, after the given one, in the order of their ids. */
    List<Kept> uploads(Tx tx, UUID tenantId, UUID after, int limit) {
        return tx.query("""
                        select id, delimiter, mapping, header, unknown_columns, message from uploads
                         where tenant_id = :tenant and id > :after
                           and (rows_failed > 0 or header is not null or message is not null)
                         order by id limit :limit
                        """)
                .bind("tenant", tenantId)
                .bind("after", after)
                .bind("limit", limit)
                .list(row -> kept(row));
    }

    /** Failed rows of the upload after the given one; at least one, if there is one. */
    List<FailedRow> rows(Tx tx, UUID uploadId, long after, int limit) {
        return tx.query("""
                        select row_number, content from (
                            select row_number, content, octet_length(content) as size,
                                   sum(octet_length(content)) over (order by row_number) as upto
                              from (select row_number, content from failed_rows
                                     where upload_id = :upload and row_number > :after
                                     order by row_number limit :limit) page) sized
                         where upto - size < :bytes order by row_number
                        """)
                .bind("upload", uploadId)
                .bind("after", after)
                .bind("limit", limit)
                .bind("bytes", PAGE_BYTES)
                .list(row -> new FailedRow(row.bigint("row_number"), row.bytes("content")));
    }

    /** Errors of the upload after the given one, but those that were erased. */
    List<Error> errors(Tx tx, UUID uploadId, long afterRow, int afterSeq, int limit) {
        return tx.query("""
                        select row_number, seq, field, value, message from row_errors
                         where upload_id = :upload and (row_number, seq) > (:row::bigint, :seq::int) and message <> :erased
                         order by row_number, seq limit :limit
                        """)
                .bind("upload", uploadId)
                .bind("row", afterRow)
                .bind("seq", afterSeq)
                .bind("erased", Erasure.ERASED_ROW)
                .bind("limit", limit)
                .list(row -> new Error(
                        row.bigint("row_number"),
                        row.integer("seq"),
                        row.orNull("field", Row::text),
                        row.orNull("value", Row::text),
                        row.text("message")));
    }

    /** Deletes the rows, and what their errors say of them. */
    void eraseRows(Tx tx, UUID uploadId, Collection<Long> rows) {
        Long[] numbers = rows.stream().sorted().toArray(Long[]::new);
        tx.query("delete from failed_rows where upload_id = :upload and row_number = any (:rows::bigint[])")
                .bind("upload", uploadId)
                .bind("rows", numbers)
                .execute();
        tx.query("""
                        update row_errors set value = null, message = :erased
                         where upload_id = :upload and row_number = any (:rows::bigint[])
                        """)
                .bind("upload", uploadId)
                .bind("rows", numbers)
                .bind("erased", Erasure.ERASED_ROW)
                .execute();
    }

    /** Forgets how the first row of a file read that has no header: a person stood there. */
    void eraseHeader(Tx tx, UUID uploadId) {
        tx.query("""
                        update uploads set header = null, unknown_columns = '{}',
                               message = case when message is null then null else :erased::text end
                         where id = :upload
                        """)
                .bind("upload", uploadId)
                .bind("erased", Erasure.ERASED_ROW)
                .execute();
    }

    private static Kept kept(Row row) {
        String delimiter = row.orNull("delimiter", Row::text);
        return new Kept(
                row.uuid("id"),
                delimiter == null ? null : delimiter.charAt(0),
                Objects.requireNonNullElse(row.orNull("mapping", Row::nullableTexts), List.of()),
                row.orNull("header", Row::bytes),
                row.texts("unknown_columns"),
                row.orNull("message", Row::text));
    }
}
