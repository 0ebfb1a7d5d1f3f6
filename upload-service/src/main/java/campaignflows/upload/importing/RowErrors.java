package campaignflows.upload.importing;

import campaignflows.platform.contracts.participant.ImportBatch;
import campaignflows.platform.values.ShownText;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Bounds what is reported of errors: however many there are in one row or request, and however long their texts, neither a
 * response nor a report grows out of proportion to the request. Every failed row keeps at least one error.
 */
public final class RowErrors {
    /** Most errors of one row; the last one then says that there are more. */
    public static final int MAX_OF_ROW = 100;
    /** Above so many errors of a chunk or batch each further row gets its first one only. */
    static final int PLENTY = 10_000;

    private static final int MAX_MESSAGE = 500;
    private static final int MAX_VALUE = 200;

    private final List<ImportBatch.RowError> kept = new ArrayList<>();

    private RowErrors() {}

    /** Errors from two sources, by row, bounded. */
    public static List<ImportBatch.RowError> ofBoth(
            List<ImportBatch.RowError> some, List<ImportBatch.RowError> others) {
        List<ImportBatch.RowError> all = new ArrayList<>(some);
        all.addAll(others);
        all.sort(Comparator.comparingLong(ImportBatch.RowError::row));
        RowErrors bounded = new RowErrors();
        int from = 0;
        for (int to = 1; to <= all.size(); to++) {
            if (to == all.size() || all.get(to).row() != all.get(from).row()) {
                bounded.addRow(all.subList(from, to));
                from = to;
            }
        }
        return bounded.kept;
    }

    private void addRow(List<ImportBatch.RowError> errors) {
        int most = kept.size() >= PLENTY ? 1 : MAX_OF_ROW;
        int shown = errors.size() <= most ? errors.size() : Math.max(1, most - 1);
        errors.subList(0, shown).forEach(error -> kept.add(bounded(error)));
        if (shown < errors.size() && most > 1) {
            kept.add(more(errors.getFirst().row(), errors.size() - shown));
        }
    }

    /** The last error of a row that has more than are listed. */
    public static ImportBatch.RowError more(long row, int count) {
        return new ImportBatch.RowError(
                row, null, null, "%d more errors are not listed: correct these first".formatted(count));
    }

    private static ImportBatch.RowError bounded(ImportBatch.RowError error) {
        String message = shortened(error.message(), MAX_MESSAGE);
        return new ImportBatch.RowError(
                error.row(), error.field(), shortened(error.value(), MAX_VALUE), message == null ? "" : message);
    }

    private static @Nullable String shortened(@Nullable String text, int most) {
        return text == null ? null : ShownText.shortened(text, most);
    }
}
