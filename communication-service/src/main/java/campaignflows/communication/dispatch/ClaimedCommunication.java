package campaignflows.communication.dispatch;

import campaignflows.communication.agent.Agent;
import campaignflows.communication.channel.Channel;
import campaignflows.communication.lifecycle.SendWindow;
import campaignflows.communication.limit.LimitCheck;
import campaignflows.communication.limit.QuietHours;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A due communication that this replica has claimed: nobody else sends it while the lease lasts, and a cancel counts only
 * if it turns out that it was not sent.
 *
 * @param linksToTelegram  whether its text has a link to a bot, which is made when it is sent
 * @param window           when the contact may be reached; null: at any time
 * @param zone             the contact's, else its tenant's; any where there are no quiet hours
 * @param quietHours       hours at which the tenant's contacts are left alone; null: none
 * @param isOverdueAtStart whether it was due before the campaign's present run began
 */
record ClaimedCommunication(
        UUID id,
        UUID campaignId,
        UUID participantId,
        UUID customerId,
        String name,
        boolean hasText,
        boolean linksToTelegram,
        Channel channel,
        Agent agent,
        @Nullable SendWindow window,
        ZoneId zone,
        @Nullable QuietHours quietHours,
        boolean isOverdueAtStart) {

    boolean isInWindow(Instant now) {
        return window == null || window.isOpen(now);
    }

    /** A message may have waited until the hours became quiet. */
    boolean mayBeSent(Instant now) {
        return isInWindow(now) && (quietHours == null || !quietHours.isQuiet(now, zone));
    }

    /** When it may be sent at the earliest; empty if not in the foreseeable future. */
    Optional<Instant> nextOpening(Instant now) {
        return LimitCheck.next(window, quietHours, zone, now);
    }
}
