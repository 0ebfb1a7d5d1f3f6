package campaignflows.platform.contracts.participant;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What uploads keep about one person: rows that were not imported. Rows that were are the participants.
 *
 * @param complete false if there are more than are listed
 */
public record KeptRows(List<Row> rows, List<Error> errors, boolean complete) {
    public KeptRows {
        rows = List.copyOf(rows);
        errors = List.copyOf(errors);
    }

    /**
     * A failed row.
     *
     * @param text as it stood in the file
     */
    public record Row(UUID uploadId, long row, String text) {}

    /** Why a row, or a value of it, was not imported. */
    public record Error(
            UUID uploadId,
            long row,
            @Nullable String field,
            @Nullable String value,
            String message) {}
}
