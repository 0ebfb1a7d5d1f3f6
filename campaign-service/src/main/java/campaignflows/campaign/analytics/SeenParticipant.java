package campaignflows.campaign.analytics;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A participant as it is counted.
 *
 * @param reached    quarter in which it was first reached; null if it was not
 * @param successful quarter of its first success; null if there was none
 * @param gone       whether it was removed: nothing counts any more
 */
record SeenParticipant(
        UUID id,
        UUID campaignId,
        UUID customerId,
        @Nullable Instant reached,
        @Nullable Instant successful,
        boolean gone) {

    static SeenParticipant unknown(UUID id, UUID campaignId, UUID customerId) {
        return new SeenParticipant(id, campaignId, customerId, null, null, false);
    }

    SeenParticipant reachedIn(Instant quarter) {
        return new SeenParticipant(id, campaignId, customerId, quarter, successful, gone);
    }

    SeenParticipant successfulIn(Instant quarter) {
        return new SeenParticipant(id, campaignId, customerId, reached, quarter, gone);
    }

    SeenParticipant removed() {
        return new SeenParticipant(id, campaignId, customerId, null, null, true);
    }

    SeenParticipant back() {
        return new SeenParticipant(id, campaignId, customerId, null, null, false);
    }
}
