package campaignflows.communication.dispatch;

import campaignflows.communication.agent.Agent;
import campaignflows.communication.channel.Channel;
import campaignflows.communication.record.SendWindow;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A due communication that this replica has claimed: nobody else sends it while the lease lasts, and a cancel counts only
 * if it turns out that it was not sent.
 *
 * @param window           when the contact may be reached; null: at any time
 * @param isOverdueAtStart whether it was due before the campaign's present run began
 */
record Claimed(
        UUID id,
        UUID campaignId,
        UUID participantId,
        String name,
        boolean hasText,
        Channel channel,
        Agent agent,
        @Nullable SendWindow window,
        boolean isOverdueAtStart) {

    boolean mayBeSent(Instant now) {
        return window == null || window.isOpen(now);
    }

    /** When it may be sent at the earliest; empty if not in the foreseeable future. */
    Optional<Instant> nextOpening(Instant now) {
        return window == null ? Optional.of(now) : window.nextOpening(now);
    }
}
