package campaignflows.participant.cast;

import campaignflows.participant.bulk.FileRehearsal;
import campaignflows.platform.contracts.participant.ImportBatch.RowError;
import campaignflows.platform.contracts.simulation.CastLine.RowFault;
import campaignflows.platform.contracts.simulation.CastLine.Rows;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the rows of a file came to: who they are about, and how many failed why. */
final class FileCast {
    /** Kinds of faults that are told apart. */
    private static final int MAX_FAULTS = 200;

    private static final String OTHERS = "Other faults";

    private record Kind(@Nullable String field, String message) {}

    private final Map<Kind, RowFault> faults = new LinkedHashMap<>();
    private @Nullable FileRehearsal rehearsal;
    private long total;
    private long unreadable;

    void rehearsedBy(FileRehearsal begun) {
        rehearsal = begun;
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

    Collection<FileRehearsal.Part> parts() {
        return rehearsal == null ? List.of() : rehearsal.parts();
    }

    Rows toRows() {
        FileRehearsal done = rehearsal;
        return new Rows(
                total,
                done == null ? 0 : done.created(),
                done == null ? 0 : done.updated(),
                unreadable + (done == null ? 0 : done.failed()),
                new ArrayList<>(faults.values()));
    }
}
