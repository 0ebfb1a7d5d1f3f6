package campaignflows.campaign.analytics;

import campaignflows.platform.contracts.communication.ChannelType;
import campaignflows.platform.contracts.communication.CommunicationStatus;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A communication as it is counted.
 *
 * @param quarter       in which it was planned
 * @param participantId null if the person was erased; likewise the customer
 */
record CountedCommunication(
        UUID id,
        UUID campaignId,
        @Nullable UUID participantId,
        @Nullable UUID customerId,
        String name,
        ChannelType channel,
        CommunicationStatus status,
        Instant quarter) {

    CountedCommunication in(CommunicationStatus newStatus) {
        return new CountedCommunication(id, campaignId, participantId, customerId, name, channel, newStatus, quarter);
    }

    FigureChanges.CommunicationKey key() {
        return new FigureChanges.CommunicationKey(campaignId, quarter, name, channel, status);
    }
}
