package campaignflows.communication.personaldata;

import campaignflows.platform.contracts.communication.ChannelType;
import campaignflows.platform.contracts.communication.CommunicationStatus;
import campaignflows.platform.contracts.message.MessageContent;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A communication with all that is personal of it. */
record CommunicationRecord(
        UUID id,
        UUID campaignId,
        UUID participantId,
        String name,
        ChannelType channel,
        CommunicationStatus status,
        @Nullable String reason,
        Instant scheduledAt,
        Instant createdAt,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt,
        @Nullable MessageContent content,
        Map<String, String> parameters,
        Map<String, String> results,
        List<Said> messages) {

    /**
     * One message of its session.
     *
     * @param from contact or agent
     */
    record Said(Instant at, String from, String text) {}

    CommunicationRecord with(List<Said> said) {
        return new CommunicationRecord(
                id,
                campaignId,
                participantId,
                name,
                channel,
                status,
                reason,
                scheduledAt,
                createdAt,
                startedAt,
                endedAt,
                content,
                parameters,
                results,
                List.copyOf(said));
    }
}
