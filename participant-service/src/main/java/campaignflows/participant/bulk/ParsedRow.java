package campaignflows.participant.bulk;

import campaignflows.participant.field.Column;
import campaignflows.platform.contracts.participant.ImportBatch.RowError;
import campaignflows.platform.values.Identifier;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A row of a batch, read as far as that is possible without knowing whom it is about. */
public sealed interface ParsedRow {

    /** A row with a fault of its own; one bad value fails the whole row. */
    record Failed(List<RowError> errors) implements ParsedRow {}

    /**
     * A row without a fault of its own.
     *
     * @param number      as in the batch
     * @param timezone    the row's own; null if the participant's or the tenant's counts
     * @param identifiers canonical texts; one at least
     * @param formerly    the other forms in which identifiers of the row may be stored, of those that have one
     * @param values      of all other fields
     */
    record Valid(
            long number,
            @Nullable String timezone,
            @Nullable String objectId,
            Map<Identifier, String> identifiers,
            Map<Identifier, String> formerly,
            List<Value> values)
            implements ParsedRow {}

    /**
     * A value of a row.
     *
     * @param raw       as given
     * @param canonical as read in the row's zone, else the tenant's
     */
    record Value(Column column, String raw, String canonical) {}
}
