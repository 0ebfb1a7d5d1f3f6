package campaignflows.engine.processing;

import campaignflows.engine.walk.RefusedUpdates;
import campaignflows.platform.contracts.definition.FieldLevel;
import campaignflows.platform.contracts.walk.WalkProtocol.EventEffects;
import campaignflows.platform.contracts.walk.WalkProtocol.FieldUpdate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * The attempts at the events after a position until one of them takes effect. They come to an end whatever others do: with
 * each failure the next attempt has fewer events or fewer updates. What others write all the time is left as they wrote it,
 * and the walk that was to write it says so.
 */
final class CommitAttempts {
    static final String OVERTAKEN = "others kept changing it while the walk was under way";

    /** Attempts at a whole part before it gets smaller. */
    private static final int WHOLE = 2;

    /** Attempts at a single event before its updates are given up. */
    private static final int SINGLE = 8;

    /** Rounds in which single values are refused; a flow may think of another one each time. */
    private static final int BY_VALUE = 3;

    /** Rounds in which fields are refused, after that. */
    private static final int BY_FIELD = 6;

    private final RefusedUpdates refusals = new RefusedUpdates();
    private int most = Integer.MAX_VALUE;
    private Kept kept = Kept.ALL;
    private int overtaken;
    private int overtakenAlone;
    private int refused;

    /** What the next attempt keeps of its events' effects. */
    enum Kept {
        ALL,
        /** Of the only event: the state that it carried, and a record that says what happened. */
        STATE,
        /** Of the only event: nothing. */
        NOTHING
    }

    /** How many events the next attempt may have. */
    int most() {
        return most;
    }

    /** What the next attempt must not write. */
    RefusedUpdates refusals() {
        return refusals;
    }

    Kept kept() {
        return kept;
    }

    /**
     * The attempt was rejected as a whole, and the next one has fewer events.
     *
     * @param walked how many events the attempt had, more than one
     */
    void rejected(int walked) {
        most = walked / 2;
    }

    /** The attempt's only event is given up: the next one keeps less of it. */
    void giveUp() {
        most = 1;
        kept = kept == Kept.ALL ? Kept.STATE : Kept.NOTHING;
    }

    /**
     * Another process was faster.
     *
     * @param walked how many events the attempt had
     * @param rows   which rows of their participants were written
     */
    void overtaken(int walked, List<EventEffects> events, Set<FieldLevel> rows) {
        overtaken++;
        if (walked > 1) {
            if (overtaken >= WHOLE) {
                most = walked / 2;
            }
        } else if (++overtakenAlone >= SINGLE) {
            for (EventEffects event : events) {
                rows.forEach(level -> refusals.refuseRow(level, rowOf(event, level), OVERTAKEN));
            }
        }
    }

    /**
     * Updates cannot be made.
     *
     * @param walked  how many events the attempt had
     * @param reasons by the index of the update, counted over all events
     * @throws IllegalStateException if there are no such updates: the next attempt would be the same
     */
    void refused(int walked, List<EventEffects> events, Map<Integer, String> reasons) {
        refused++;
        int index = 0;
        int found = 0;
        for (EventEffects event : events) {
            for (FieldUpdate update : event.updates()) {
                String reason = reasons.get(index++);
                if (reason != null) {
                    found++;
                    refuse(event, update, reason);
                }
            }
        }
        if (found == 0) {
            throw new IllegalStateException("Expected refused updates of the commit, but they are not its own");
        }
        if (refused > BY_FIELD) {
            most = Math.max(1, walked / 2);
        }
    }

    private void refuse(EventEffects event, FieldUpdate update, String reason) {
        FieldLevel level = update.level();
        if (refused <= BY_VALUE) {
            refusals.refuse(level, rowOf(event, level), update.name(), update.value(), reason);
        } else if (refused <= BY_FIELD) {
            refusals.refuseField(level, rowOf(event, level), update.name(), reason);
        } else {
            refusals.refuseRow(level, rowOf(event, level), reason);
        }
    }

    private static UUID rowOf(EventEffects event, FieldLevel level) {
        return level == FieldLevel.CUSTOMER ? event.customerId() : event.participantId();
    }
}
