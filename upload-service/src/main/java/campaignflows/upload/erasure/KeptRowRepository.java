package campaignflows.upload.erasure;

import campaignflows.platform.contracts.participant.Erasure;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** What uploads keep of rows and headers, a page at a time, and erasing parts of it. */
@ApplicationScoped
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
    record Row(long number, byte[] content) {}

    /** An error of a row. */
    record Error(
            long row,
            int seq,
            @Nullable String field,
            @Nullable String value,
            String message) {}

    /**
     * Whether an upload that had begun before the moment still goes on.
     *
     * @param margin by how much the clocks of the services may differ
     */
    boolean isOpen(Handle handle, UUID tenantId, Instant moment, Duration margin) {
        return handle.createQuery("""
                        select exists (select from uploads
                                        where tenant_id = :tenant and status in ('receiving', 'processing')
                                          and created_at < :until)
                        """)
                .bind("tenant", tenantId)
                .bind("until", moment.plus(margin))
                .mapTo(Boolean.class)
                .one();
    }

    /** The tenant's uploads that may keep something, after the given one, in the order of their ids. */
    List<Kept> uploads(Handle handle, UUID tenantId, UUID after, int limit) {
        return handle.createQuery("""
                        select id, delimiter, mapping, header, unknown_columns, message from uploads
                         where tenant_id = :tenant and id > :after
                           and (rows_failed > 0 or header is not null or message is not null)
                         order by id limit :limit
                        """)
                .bind("tenant", tenantId)
                .bind("after", after)
                .bind("limit", limit)
                .map((row, context) -> kept(row))
                .list();
    }

    /** Failed rows of the upload after the given one; at least one, if there is one. */
    List<Row> rows(Handle handle, UUID uploadId, long after, int limit) {
        return handle.createQuery("""
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
                .map((row, context) -> new Row(row.getLong("row_number"), row.getBytes("content")))
                .list();
    }

    /** Errors of the upload after the given one, but those that were erased. */
    List<Error> errors(Handle handle, UUID uploadId, long afterRow, int afterSeq, int limit) {
        return handle.createQuery("""
                        select row_number, seq, field, value, message from row_errors
                         where upload_id = :upload and (row_number, seq) > (:row, :seq) and message <> :erased
                         order by row_number, seq limit :limit
                        """)
                .bind("upload", uploadId)
                .bind("row", afterRow)
                .bind("seq", afterSeq)
                .bind("erased", Erasure.ERASED_ROW)
                .bind("limit", limit)
                .map((row, context) -> new Error(
                        row.getLong("row_number"),
                        row.getInt("seq"),
                        row.getString("field"),
                        row.getString("value"),
                        row.getString("message")))
                .list();
    }

    /** Deletes the rows, and what their errors say of them. */
    void eraseRows(Handle transaction, UUID uploadId, Collection<Long> rows) {
        Long[] numbers = rows.stream().sorted().toArray(Long[]::new);
        transaction
                .createUpdate("delete from failed_rows where upload_id = :upload and row_number = any (:rows)")
                .bind("upload", uploadId)
                .bind("rows", numbers)
                .execute();
        transaction
                .createUpdate("""
                        update row_errors set value = null, message = :erased
                         where upload_id = :upload and row_number = any (:rows)
                        """)
                .bind("upload", uploadId)
                .bind("rows", numbers)
                .bind("erased", Erasure.ERASED_ROW)
                .execute();
    }

    /** Forgets how the first row of a file read that has no header: a person stood there. */
    void eraseHeader(Handle transaction, UUID uploadId) {
        transaction
                .createUpdate("""
                        update uploads set header = null, unknown_columns = '{}',
                               message = case when message is null then null else :erased end
                         where id = :upload
                        """)
                .bind("upload", uploadId)
                .bind("erased", Erasure.ERASED_ROW)
                .execute();
    }

    private static Kept kept(ResultSet row) throws SQLException {
        String delimiter = row.getString("delimiter");
        return new Kept(
                row.getObject("id", UUID.class),
                delimiter == null ? null : delimiter.charAt(0),
                texts(row.getArray("mapping")),
                row.getBytes("header"),
                Arrays.asList((String[]) row.getArray("unknown_columns").getArray()),
                row.getString("message"));
    }

    private static List<@Nullable String> texts(@Nullable Array array) throws SQLException {
        return array == null ? List.of() : Arrays.asList((@Nullable String[]) array.getArray());
    }
}
