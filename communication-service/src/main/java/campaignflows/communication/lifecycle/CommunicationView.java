package campaignflows.communication.lifecycle;

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

        @Schema(
                description =
                        "Why it ended, or why it was not sent though it is due: a planned communication that is due always has one")
        @Nullable
        String reason,

        ChannelType channel,
        UUID channelId,
        UUID agentId,

        @Schema(description = "When it is to be sent; of a postponed one the time that it was postponed to")
        Instant scheduledAt,

        @Schema(
                description =
                        "Of a planned one that was not sent yet when it is tried again, or may be sent; null if it was not tried")
        @Nullable
        Instant nextAttemptAt,

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
                nextAttemptAt,
                createdAt,
                startedAt,
                endedAt,
                sessionId,
                typed);
    }

    /** @param waiting what it waits for, if it is Planned */
    static CommunicationView of(Communication one, @Nullable UnsentReason waiting, Instant now) {
        return new CommunicationView(
                one.id(),
                one.participantId(),
                one.name(),
                one.status(),
                waiting == null ? one.reason() : waiting.reason(now),
                one.channel(),
                one.channelId(),
                one.agentId(),
                one.scheduledAt(),
                waiting == null ? null : waiting.nextAttempt(one.scheduledAt(), now),
                one.createdAt(),
                one.startedAt(),
                one.endedAt(),
                one.sessionId(),
                one.results());
    }
}
