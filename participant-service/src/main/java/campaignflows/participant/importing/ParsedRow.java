package campaignflows.participant.importing;

import campaignflows.participant.field.Column;
import campaignflows.platform.contracts.participant.ImportBatch.RowError;
import campaignflows.platform.values.Identifier;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A row of a batch, parsed as far as possible without knowing whom it is about. */
public sealed interface ParsedRow {

    /** A row with an error of its own; one invalid value fails the whole row. */
    record Failed(List<RowError> errors) implements ParsedRow {}

    /**
     * A row without an error of its own.
     *
     * @param number      as in the batch
     * @param timezone    the row's own; null if the participant's or the tenant's applies
     * @param identifiers canonical texts; at least one
     * @param alternateForms the other forms under which identifiers of the row may be stored, for those that have one
     * @param values      of all other fields
     */
    record Valid(
            long number,
            @Nullable String timezone,
            @Nullable String objectId,
            Map<Identifier, String> identifiers,
            Map<Identifier, String> alternateForms,
            List<Value> values)
            implements ParsedRow {}

    /**
     * A value of a row.
     *
     * @param raw       as given
     * @param canonical as parsed in the row's zone, otherwise in the tenant's
     */
    record Value(Column column, String raw, String canonical) {}
}
