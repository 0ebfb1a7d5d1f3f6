package campaignflows.engine.protocol;

import campaignflows.platform.contracts.definition.RunState;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The runs that a service has stored: what is stamped with one, or takes effect because of one, shares the campaign's lock
 * until it commits; Start and Stop take it alone.
 */
final class Runs {
    private final SimulatedDatabase database;
    private final Map<UUID, RunState> stored = new HashMap<>();

    Runs(SimulatedDatabase database) {
        this.database = database;
    }

    /** The active run, as whoever reads without a lock sees it. */
    @Nullable
    Integer active(UUID campaign) {
        RunState state = stored.get(campaign);
        return state != null && state.active() ? (Integer) state.run() : null;
    }

    /** The active run, which stays so until the transaction ends. */
    @Nullable
    Integer hold(SimulatedDatabase.Transaction tx, UUID campaign) {
        tx.share("run/" + campaign);
        return active(campaign);
    }

    /** A run begins once and ends once. */
    void store(SimulatedDatabase.Transaction tx, RunState state) {
        tx.lock("run/" + state.campaignId());
        tx.write(() -> stored.merge(
                state.campaignId(),
                state,
                (old, now) -> now.run() > old.run() || (now.run() == old.run() && old.active() && !now.active())
                        ? now
                        : old));
    }

    @Override
    public String toString() {
        return stored.values() + " of " + database;
    }
}
