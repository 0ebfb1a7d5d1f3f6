package campaignflows.communication.lifecycle;

import campaignflows.platform.contracts.Ids;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of a communication when changes come in, one after the other: those that its status allows take effect and
 * fire, the others do nothing.
 */
public final class StatusTransitions {
    private StatusTransitions() {}

    /**
     * The result of changes to one communication.
     *
     * @param communication as it is now
     * @param dueAt         when it wants attention again, as the last effective change said
     * @param fired         the steps made, in order
     * @param said          what was said, in order
     */
    public record Result(
            Communication communication, @Nullable Instant dueAt, List<Fired> fired, List<Message> said) {
        public Result {
            fired = List.copyOf(fired);
            said = List.copyOf(said);
        }

        public boolean changed() {
            return !fired.isEmpty();
        }
    }

    /** One step that was made: how the communication stood right after it, and the change. */
    public record Fired(Communication communication, StatusChange change) {}

    public static Result apply(Communication before, List<StatusChange> changes) {
        Communication current = before;
        @Nullable Instant dueAt = null;
        List<Fired> fired = new ArrayList<>(changes.size());
        List<Message> said = new ArrayList<>();
        for (StatusChange asked : changes) {
            StatusChange change = before.erased() ? asked.withoutPersonalData() : asked;
            if (!current.status().canBecome(change.to())) {
                continue;
            }
            current = current.after(change, Ids.v7());
            dueAt = change.dueAt();
            fired.add(new Fired(current, change));
            said.addAll(change.said());
        }
        return new Result(current, dueAt, fired, said);
    }
}
