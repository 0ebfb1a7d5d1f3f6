package campaignflows.platform.contracts.participant;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST /internal/v1/participants/batches}: rows to be validated, matched and stored in one transaction, together
 * with their result. For the same (upload, chunk, digest) the stored result is returned again; a different digest for
 * a known chunk gets 409.
 *
 * @param chunk   number of the chunk within its upload, from 0; chunks of one upload are imported one after another
 * @param digest  of the chunk's bytes, hexadecimal
 * @param definitionRevision of the campaign's newest definition, if the sender requested it while processing the request
 *                that this is part of; otherwise null, and the receiver requests it
 * @param columns names of the fields that the cells belong to, all known to the campaign and importable
 */
public record ImportBatch(
        UUID tenantId,
        UUID campaignId,
        UUID uploadId,
        int chunk,
        String digest,
        @Nullable Long definitionRevision,
        List<String> columns,
        List<Row> rows) {
    public static final int MAX_ROWS = 10_000;

    public ImportBatch {
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
        if (rows.size() > MAX_ROWS) {
            throw new IllegalArgumentException("Expected at most " + MAX_ROWS + " rows, but got " + rows.size());
        }
    }

    /** A batch of a sender that has not requested the definition. */
    public ImportBatch(
            UUID tenantId,
            UUID campaignId,
            UUID uploadId,
            int chunk,
            String digest,
            List<String> columns,
            List<Row> rows) {
        this(tenantId, campaignId, uploadId, chunk, digest, null, columns, rows);
    }

    /**
     * One row.
     *
     * @param number   the record's number in the file (header = 1), or the item's index in an API request
     * @param timezone IANA id as given; null or empty changes nothing
     * @param cells    raw texts in the order of the columns; null or empty changes nothing
     */
    public record Row(
            long number,
            @Nullable String timezone,
            @Nullable String objectId,
            List<@Nullable String> cells) {}

    /**
     * The result of a batch: {@code created + updated + failed = rows}.
     *
     * @param errors one or more for each failed row, in row order
     */
    public record Result(int created, int updated, int failed, List<RowError> errors) {
        public Result {
            errors = List.copyOf(errors);
        }
    }

    /**
     * The result that a batch would have if it were imported now ({@code POST /internal/v1/participants/batches/estimate}):
     * {@code created + changed + same + failed = rows}. Nothing is written, so upload, chunk and digest have no meaning.
     *
     * @param changed rows of existing participants that would differ afterwards
     * @param same    rows of existing participants that would not change
     * @param errors  one or more for each failed row, in row order
     */
    public record Estimate(int created, int changed, int same, int failed, List<RowError> errors) {
        public Estimate {
            errors = List.copyOf(errors);
        }
    }

    /**
     * Why a row failed.
     *
     * @param field   the field at fault; null if it is the row as a whole
     * @param value   as given, shortened to 200 characters
     * @param message says what is wrong and what to do
     */
    public record RowError(
            long row, @Nullable String field, @Nullable String value, String message) {}
}
