package campaignflows.platform.contracts.simulation;

import campaignflows.platform.contracts.participant.ImportBatch;
import java.util.List;

/**
 * One of the JSON values, one per line, in which upload-service sends participant-service the rows of a file that is not
 * imported ({@code POST /internal/v1/campaigns/{id}/simulation-subjects}).
 *
 * @param columns    names of the fields that the cells belong to, the same in each line
 * @param unreadable one error for each record of the file that is not a row
 */
public record FileRows(List<String> columns, List<ImportBatch.Row> rows, List<ImportBatch.RowError> unreadable) {
    public FileRows {
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
        unreadable = List.copyOf(unreadable);
    }
}
