package campaignflows.communication.record;

import campaignflows.platform.contracts.communication.ChannelType;
import campaignflows.platform.contracts.communication.CommunicationStatus;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A communication as callers see it (rule M6). */
@Schema(name = "Communication")
public record CommunicationView(
        UUID id,
        UUID participantId,
        String name,
        CommunicationStatus status,
        @Nullable String reason,
        ChannelType channel,
        UUID channelId,
        UUID agentId,
        Instant scheduledAt,
        Instant createdAt,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt,
        @Nullable UUID sessionId,

        @Schema(description = "By name, each of its type: text, number, true or false; a numeric one as text")
        Map<String, ?> results) {

    CommunicationView withResults(Map<String, ?> typed) {
        return new CommunicationView(
                id,
                participantId,
                name,
                status,
                reason,
                channel,
                channelId,
                agentId,
                scheduledAt,
                createdAt,
                startedAt,
                endedAt,
                sessionId,
                typed);
    }

    static CommunicationView of(Communication one) {
        return new CommunicationView(
                one.id(),
                one.participantId(),
                one.name(),
                one.status(),
                one.reason(),
                one.channel(),
                one.channelId(),
                one.agentId(),
                one.scheduledAt(),
                one.createdAt(),
                one.startedAt(),
                one.endedAt(),
                one.sessionId(),
                one.results());
    }
}
