package campaignflows.communication.dispatch;

import campaignflows.communication.lifecycle.Reasons;
import campaignflows.communication.lifecycle.StatusChange;
import campaignflows.platform.contracts.communication.CommunicationStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Sorts what is due by its allowed window. What is inside goes on. What is outside waits for the next opening, unless it is
 * late because its campaign was not active: then it is Skipped (rule C4).
 */
final class SendWindowCheck {
    private final List<ClaimedCommunication> open = new ArrayList<>();
    private final List<StatusChange> ends = new ArrayList<>();
    private final Map<Instant, List<UUID>> laterByOpening = new TreeMap<>();

    SendWindowCheck(List<ClaimedCommunication> due, Instant now) {
        for (ClaimedCommunication claimed : due) {
            if (claimed.isInWindow(now)) {
                open.add(claimed);
            } else if (claimed.isOverdueAtStart()) {
                ends.add(StatusChange.end(claimed.id(), CommunicationStatus.SKIPPED, now, Reasons.WINDOW_PASSED));
            } else {
                postpone(claimed, now);
            }
        }
    }

    private void postpone(ClaimedCommunication claimed, Instant now) {
        Optional<Instant> opening = claimed.nextOpening(now);
        if (opening.isPresent()) {
            laterByOpening
                    .computeIfAbsent(opening.get(), any -> new ArrayList<>())
                    .add(claimed.id());
        } else {
            ends.add(StatusChange.end(claimed.id(), CommunicationStatus.SKIPPED, now, Reasons.WINDOW_NEVER_OPEN));
        }
    }

    /** Those that may be sent now. */
    List<ClaimedCommunication> open() {
        return open;
    }

    /** Those that are not to be sent any more. */
    List<StatusChange> ends() {
        return ends;
    }

    /** Those that are to be sent later, by the moment from which they may be. */
    Map<Instant, List<UUID>> laterByOpening() {
        return laterByOpening;
    }
}
