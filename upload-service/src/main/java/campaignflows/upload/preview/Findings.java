package campaignflows.upload.preview;

import campaignflows.platform.contracts.participant.ImportBatch;
import campaignflows.upload.csv.Cells;
import campaignflows.upload.importing.CsvLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The result of reading a sample. Must hold: if its last record may be cut off, a fault of it that the cut explains does not
 * count.
 *
 * @param failed rows that would fail
 * @param errors of those rows, by row
 */
record Findings(
        Sample sample, int created, int changed, int same, int failed, int skipped, List<ImportBatch.RowError> errors) {

    static Findings of(
            Sample sample,
            CsvLayout layout,
            ImportBatch.Estimate estimate,
            int skipped,
            List<ImportBatch.RowError> errors) {
        long last = sample.records().size() + 1L;
        int failed = sample.records().size() - estimate.created() - estimate.changed() - estimate.same() - skipped;
        if (sample.doubtful()) {
            List<ImportBatch.RowError> ofLast =
                    errors.stream().filter(error -> error.row() == last).toList();
            if (!ofLast.isEmpty() && isExplainedByCut(sample, layout, ofLast)) {
                errors.removeAll(ofLast);
                failed--;
            }
        }
        return new Findings(sample, estimate.created(), estimate.changed(), estimate.same(), failed, skipped, errors);
    }

    /** Cells are missing or unreadable, or only the one at the end is wrong. */
    private static boolean isExplainedByCut(Sample sample, CsvLayout layout, List<ImportBatch.RowError> errors) {
        List<String> cells;
        try {
            cells = new Cells(layout.delimiter()).of(sample.records().getLast().content());
        } catch (Cells.UnreadableRecordException e) {
            return true;
        }
        List<@Nullable String> columns = layout.columns();
        if (cells.size() < columns.size()) {
            return true;
        }
        String lastField = cells.size() == columns.size() ? columns.getLast() : null;
        return lastField != null && errors.stream().allMatch(error -> Objects.equals(error.field(), lastField));
    }

    /** The first problems. That a quote is never closed comes last, and is always among them. */
    List<Preview.Problem> problems(int most) {
        List<Preview.Problem> problems = new ArrayList<>();
        int ofRows = sample.unclosedRow() == 0 ? most : most - 1;
        errors.stream()
                .limit(ofRows)
                .map(error -> new Preview.Problem(error.row(), error.field(), error.value(), error.message()))
                .forEach(problems::add);
        if (sample.unclosedRow() > 0) {
            problems.add(new Preview.Problem(
                    sample.unclosedRow(),
                    null,
                    null,
                    "A quote that is opened in row %d is never closed: the rows before it would be imported"
                            .formatted(sample.unclosedRow())));
        }
        return problems;
    }

    /** The counts, carried over to all rows of the file so that they still add up. */
    Preview.Estimate estimate() {
        long sampled = (long) created + changed + same + failed + skipped;
        long rows = sample.fileRows();
        if (sampled == 0) {
            return Preview.Estimate.ofNothing(rows);
        }
        long toCreated = carried(created, rows, sampled);
        long toChanged = carried(created + changed, rows, sampled);
        long toSame = carried(created + changed + same, rows, sampled);
        long toFailed = carried(created + changed + same + failed, rows, sampled);
        return new Preview.Estimate(
                rows,
                toCreated,
                toChanged - toCreated,
                toSame - toChanged,
                toFailed - toSame,
                rows - toFailed,
                sampled);
    }

    private static long carried(long count, long rows, long sampled) {
        return Math.round((double) count / sampled * rows);
    }
}
