package campaignflows.participant.walkcommit;

import campaignflows.platform.contracts.RawJson;
import campaignflows.platform.contracts.communication.CommunicationState;
import campaignflows.platform.contracts.walk.WalkProtocol;
import campaignflows.platform.contracts.walk.WalkProtocol.FieldUpdate;
import campaignflows.platform.contracts.walk.WalkProtocol.RowVersions;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A {@link WalkProtocol.Commit} as far as this service has to understand it: commands and walks are passed on to their topics
 * as the engine wrote them.
 */
record ReceivedCommit(String topicId, int partition, long from, long to, List<Effects> events) {
    ReceivedCommit {
        events = List.copyOf(events);
        if (to < from) {
            throw new IllegalArgumentException("Expected to >= from, but " + to + " < " + from);
        }
    }

    /** Like {@link WalkProtocol.EventEffects}. */
    record Effects(
            UUID eventId,
            UUID tenantId,
            UUID campaignId,
            UUID participantId,
            UUID customerId,
            int depth,
            @Nullable Integer run,
            @Nullable CommunicationState communication,
            List<FieldUpdate> updates,
            List<Command> commands,
            List<Walk> walks,
            @Nullable RowVersions versions,
            @Nullable String traceparent) {}

    /**
     * A command that is passed on.
     *
     * @param type    of its message
     * @param planned the communication that it plans; null for another command
     */
    record Command(UUID id, String type, @Nullable CommunicationState planned, RawJson text) {}

    /** The record of a walk that is passed on. */
    record Walk(UUID id, RawJson text) {}
}
