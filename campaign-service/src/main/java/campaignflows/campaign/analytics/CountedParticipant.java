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
record CountedParticipant(
        UUID id,
        UUID campaignId,
        UUID customerId,
        @Nullable Instant reached,
        @Nullable Instant successful,
        boolean gone) {

    static CountedParticipant unknown(UUID id, UUID campaignId, UUID customerId) {
        return new CountedParticipant(id, campaignId, customerId, null, null, false);
    }

    CountedParticipant reachedIn(Instant quarter) {
        return new CountedParticipant(id, campaignId, customerId, quarter, successful, gone);
    }

    CountedParticipant successfulIn(Instant quarter) {
        return new CountedParticipant(id, campaignId, customerId, reached, quarter, gone);
    }

    CountedParticipant removed() {
        return new CountedParticipant(id, campaignId, customerId, null, null, true);
    }

    CountedParticipant back() {
        return new CountedParticipant(id, campaignId, customerId, null, null, false);
    }
}
