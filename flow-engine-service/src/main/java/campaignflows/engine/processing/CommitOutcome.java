package campaignflows.engine.processing;

import campaignflows.platform.contracts.definition.FieldLevel;
import java.util.Map;
import java.util.Set;

/** What the commit point says to a commit; whenever it is not {@link Applied}, nothing of it has taken effect. */
public sealed interface CommitOutcome {
    /** All of it took effect. */
    record Applied() implements CommitOutcome {}

    /**
     * The stored position was not its start, or its events have to be walked again because something that walks have read is dropped now.
     * Either way reading continues at the stored position.
     */
    record ReadFromPosition() implements CommitOutcome {}

    /**
     * Another transaction has written rows that its walks have read and are to write.
     *
     * @param rows which rows of their participants these are
     */
    record StaleRows(Set<FieldLevel> rows) implements CommitOutcome {
        public StaleRows {
            rows = Set.copyOf(rows);
        }
    }

    /**
     * Updates cannot be made.
     *
     * @param reasons by the index of the update, counted over all events
     */
    record UpdatesRefused(Map<Integer, String> reasons) implements CommitOutcome {
        public UpdatesRefused {
            reasons = Map.copyOf(reasons);
        }
    }

    /**
     * The commit itself is wrong, as a whole: too large, or something that the commit point cannot read. It will hardly be
     * accepted later.
     *
     * @param reason without values of people
     */
    record CommitInvalid(String reason) implements CommitOutcome {}
}
