package campaignflows.participant.simulation;

import campaignflows.participant.importing.DryRunImport;
import campaignflows.platform.contracts.participant.ImportBatch.RowError;
import campaignflows.platform.contracts.simulation.SimulationSubjectLine.RowFault;
import campaignflows.platform.contracts.simulation.SimulationSubjectLine.Rows;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the rows of a file amount to: the participants that they are about, and how many rows failed for which reason. */
final class FileSubjects {
    /** Kinds of faults that are counted separately. */
    private static final int MAX_FAULTS = 200;

    private static final String OTHERS = "Other faults";

    private record Kind(@Nullable String field, String message) {}

    private final Map<Kind, RowFault> faults = new LinkedHashMap<>();
    private @Nullable DryRunImport dryRun;
    private long total;
    private long unreadable;

    void setDryRun(DryRunImport begun) {
        dryRun = begun;
    }

    void rows(int more) {
        total += more;
    }

    /** A record of the file that is no row. */
    void unreadable(RowError error) {
        total++;
        unreadable++;
        fault(error);
    }

    void fault(RowError error) {
        Kind kind = new Kind(error.field(), error.message());
        if (!faults.containsKey(kind) && faults.size() >= MAX_FAULTS) {
            kind = new Kind(null, OTHERS);
            faults.putIfAbsent(kind, new RowFault(null, OTHERS, 0, error.row()));
        }
        RowFault known = faults.get(kind);
        faults.put(kind, known == null ? RowFault.of(error) : known.oneMore());
    }

    long total() {
        return total;
    }

    Collection<DryRunImport.Affected> affected() {
        return dryRun == null ? List.of() : dryRun.affected();
    }

    Rows toRows() {
        DryRunImport done = dryRun;
        return new Rows(
                total,
                done == null ? 0 : done.created(),
                done == null ? 0 : done.updated(),
                unreadable + (done == null ? 0 : done.failed()),
                new ArrayList<>(faults.values()));
    }
}
