package campaignflows.participant.enrollment;

import campaignflows.platform.contracts.communication.CommunicationState;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A participant, as stored.
 *
 * @param attributes canonical texts of the participant fields except the result
 * @param lastCommunication the one created last
 */
public record Participant(
        UUID id,
        UUID tenantId,
        UUID campaignId,
        UUID customerId,
        @Nullable String objectId,
        @Nullable String timezone,
        Map<String, String> attributes,
        @Nullable Boolean result,
        @Nullable Instant resultAt,
        int communicationsCount,
        int openCommunications,
        @Nullable CommunicationState lastCommunication,
        Instant createdAt,
        Instant updatedAt) {
    public Participant {
        attributes = Map.copyOf(attributes);
    }

    /** Pending: no communication; active: one is not final; completed: all are final, or the result is set (P4). */
    public ParticipantStatus status() {
        return ParticipantStatus.of(result, communicationsCount, openCommunications);
    }

    /** All values of participant fields by name, the result included. */
    public Map<String, String> values() {
        Map<String, String> values = new HashMap<>(attributes);
        if (result != null) {
            values.put(UnsavedParticipant.RESULT_FIELD, result.toString());
        }
        if (resultAt != null) {
            values.put(UnsavedParticipant.RESULT_AT_FIELD, resultAt.toString());
        }
        return values;
    }
}
