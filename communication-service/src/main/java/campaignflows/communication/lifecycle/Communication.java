package campaignflows.communication.lifecycle;

import campaignflows.platform.contracts.communication.ChannelType;
import campaignflows.platform.contracts.communication.CommunicationState;
import campaignflows.platform.contracts.communication.CommunicationStatus;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One communication as its transitions need it; what is to be said is not part of it. The only way from one status to
 * another is {@link #after}, so that rule M1 is kept in one place.
 *
 * @param commandId    id of the command that planned it
 * @param depth     of that command
 * @param sessionId set when it started
 * @param erased    whether the person was erased: then nothing personal is kept of what comes, and nobody is told of it
 */
public record Communication(
        UUID id,
        UUID commandId,
        UUID tenantId,
        UUID campaignId,
        UUID participantId,
        UUID customerId,
        String name,
        ChannelType channel,
        UUID channelId,
        UUID agentId,
        CommunicationStatus status,
        @Nullable String reason,
        Instant scheduledAt,
        Instant createdAt,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt,
        @Nullable UUID sessionId,
        Map<String, String> results,
        int depth,
        boolean erased) {
    public Communication {
        results = Map.copyOf(results);
    }

    /**
     * The communication after the change, which its status must allow.
     *
     * @param newSession the id of its session, should this change start it
     */
    Communication after(StatusChange change, UUID newSession) {
        if (!status.canBecome(change.to())) {
            throw new IllegalStateException(
                    "Expected a transition that " + status + " allows, but it is to " + change.to());
        }
        boolean begins = startedAt == null && isConversation(change.to());
        Map<String, String> allResults = new HashMap<>(results);
        allResults.putAll(change.results());
        return new Communication(
                id,
                commandId,
                tenantId,
                campaignId,
                participantId,
                customerId,
                name,
                channel,
                channelId,
                agentId,
                change.to(),
                change.reason() == null && status != CommunicationStatus.PLANNED ? reason : change.reason(),
                scheduledAt,
                createdAt,
                begins ? change.at() : startedAt,
                change.to().isFinal() ? change.at() : null,
                begins ? newSession : sessionId,
                allResults,
                depth,
                erased);
    }

    /** Whether contact was made: such a communication's later events begin a new chain of causes. */
    boolean hasStarted() {
        return startedAt != null;
    }

    public CommunicationState state() {
        return new CommunicationState(id, name, status, channel, agentId, results, createdAt);
    }

    private static boolean isConversation(CommunicationStatus to) {
        return switch (to) {
            case STARTED, DELIVERED, READ, REPLIED, COMPLETED -> true;
            case PLANNED, NO_RESPONSE, CANCELED, SKIPPED, FAILED -> false;
        };
    }
}
