package campaignflows.upload.report;

import campaignflows.platform.database.Row;
import campaignflows.platform.database.Tx;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads the stored failed rows of an upload. The caller has checked that the upload is the tenant's. */
@Singleton
class ReportRepository {

    /** One error. */
    record Line(
            long row,
            int seq,
            @Nullable String field,
            @Nullable String value,
            String message) {}

    /** A failed row as it stood in the file, with all its messages. */
    record FailedRow(long row, byte[] content, String messages) {}

    /** How the file was written. */
    record FileForm(char delimiter, byte[] header, int columns) {}

    List<Line> errorsAfter(Tx tx, UUID upload, long row, int seq, int limit) {
        return tx.query("""
                        select row_number, seq, field, value, message from row_errors
                        where upload_id = :id and (row_number, seq) > (:row::bigint, :seq::int)
                        order by row_number, seq limit :limit
                        """)
                .bind("id", upload)
                .bind("row", row)
                .bind("seq", seq)
                .bind("limit", limit)
                .list(line -> new Line(
                        line.bigint("row_number"),
                        line.integer("seq"),
                        line.orNull("field", Row::text),
                        line.orNull("value", Row::text),
                        line.text("message")));
    }

    /**
     * Failed rows in row order.
     *
     * @param limit    most rows
     * @param maxBytes most bytes of their contents, unless the first has more: a row may have megabytes
     */
    List<FailedRow> failedRowsAfter(Tx tx, UUID upload, long row, int limit, long maxBytes) {
        return tx.query("""
                        with page as materialized (
                            select row_number, octet_length(content) as bytes from failed_rows
                            where upload_id = :id and row_number > :row order by row_number limit :limit),
                        bounded as (
                            select row_number, sum(bytes) over (order by row_number) - bytes as bytes_before from page)
                        select failed.row_number, failed.content,
                               (select string_agg(case when field is null then message else field || ': ' || message end,
                                                  '; ' order by seq)
                                from row_errors
                                where upload_id = failed.upload_id and row_number = failed.row_number) as messages
                        from bounded join failed_rows failed
                          on failed.upload_id = :id and failed.row_number = bounded.row_number
                        where bytes_before <= :maxBytes::bigint
                        order by failed.row_number
                        """)
                .bind("id", upload)
                .bind("row", row)
                .bind("limit", limit)
                .bind("maxBytes", maxBytes)
                .list(line -> new FailedRow(
                        line.bigint("row_number"),
                        line.bytes("content"),
                        String.valueOf(line.orNull("messages", Row::text))));
    }

    /** Empty if the header was never read, or the upload was no file. */
    Optional<FileForm> form(Tx tx, UUID upload) {
        return tx.query("""
                        select delimiter, header, cardinality(mapping) as columns from uploads
                        where id = :id and header is not null
                        """)
                .bind("id", upload)
                .one(row -> new FileForm(row.text("delimiter").charAt(0), row.bytes("header"), row.integer("columns")));
    }
}
