package campaignflows.upload.importing;

import campaignflows.platform.contracts.participant.ImportBatch;
import campaignflows.platform.values.SpreadsheetCells;
import campaignflows.platform.values.Texts;
import campaignflows.upload.csv.Cells;
import campaignflows.upload.csv.Header;
import campaignflows.upload.csv.RawRecord;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Converts the records of a chunk to the rows of a batch; a record that cannot be read fails alone. */
public final class ChunkRows {
    private final CsvLayout layout;
    private final Cells cells;
    private final List<String> columns = new ArrayList<>();
    private final List<ImportBatch.Row> rows = new ArrayList<>();
    private final List<ImportBatch.RowError> errors = new ArrayList<>();
    private int skipped;

    private ChunkRows(CsvLayout layout) {
        this.layout = layout;
        this.cells = new Cells(layout.delimiter());
        for (String column : layout.columns()) {
            if (column != null && !isExtra(column)) {
                columns.add(column);
            }
        }
    }

    /**
     * The rows of these records.
     *
     * @param firstNumber number of the first one (header = 1)
     */
    public static ChunkRows of(long firstNumber, List<RawRecord> records, CsvLayout layout) {
        ChunkRows result = new ChunkRows(layout);
        long number = firstNumber;
        for (RawRecord row : records) {
            result.add(number++, row);
        }
        return result;
    }

    /** The fields that the rows' cells belong to. */
    public List<String> columns() {
        return columns;
    }

    public List<ImportBatch.Row> rows() {
        return rows;
    }

    /** One for each record that cannot be read. */
    public List<ImportBatch.RowError> errors() {
        return errors;
    }

    /** How many records have nothing but separators, white space and empty quotes: they are no rows. */
    public int skipped() {
        return skipped;
    }

    private void add(long number, RawRecord row) {
        if (row.tooLarge()) {
            fail(number, "The row is too large: is a quote missing?");
            return;
        }
        try {
            List<String> values = cells.of(row.content());
            if (values.stream().allMatch(Texts::isBlank)) {
                skipped++;
                return;
            }
            if (!fits(values)) {
                fail(
                        number,
                        "The row has %d cells, but the header has %d: is a quote missing around a cell with the separator?"
                                .formatted(values.size(), layout.columns().size()));
                return;
            }
            rows.add(row(number, values));
        } catch (Cells.UnreadableRecordException e) {
            fail(number, String.valueOf(e.getMessage()));
        }
    }

    /** Cells that are missing at the end are empty ones; cells beyond the header must be empty. */
    private boolean fits(List<String> values) {
        for (int i = layout.columns().size(); i < values.size(); i++) {
            if (!Texts.isBlank(values.get(i))) {
                return false;
            }
        }
        return true;
    }

    private ImportBatch.Row row(long number, List<String> values) {
        String timezone = null;
        String objectId = null;
        List<@Nullable String> mapped = new ArrayList<>(columns.size());
        for (int i = 0; i < layout.columns().size(); i++) {
            String column = layout.columns().get(i);
            if (column == null) {
                continue;
            }
            String value = i < values.size() ? values.get(i) : "";
            String cell = Texts.isBlank(value) ? null : SpreadsheetCells.original(value);
            switch (column) {
                case Header.TIMEZONE -> timezone = cell == null ? null : Texts.normalized(cell);
                case Header.OBJECT_ID -> objectId = cell == null ? null : Texts.normalized(cell);
                default -> mapped.add(cell);
            }
        }
        return new ImportBatch.Row(number, timezone, objectId, mapped);
    }

    private void fail(long number, String message) {
        errors.add(new ImportBatch.RowError(number, null, null, message));
    }

    private static boolean isExtra(String column) {
        return column.equals(Header.TIMEZONE) || column.equals(Header.OBJECT_ID);
    }
}
