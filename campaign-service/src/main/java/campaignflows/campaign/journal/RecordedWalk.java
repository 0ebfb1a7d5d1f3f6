package campaignflows.campaign.journal;

import campaignflows.platform.contracts.walk.WalkRecorded;
import java.util.UUID;

/**
 * A walk as the engine recorded it.
 *
 * @param id            derived from event and flow
 * @param isOnlyCounted whether the person, or the participant, was erased before the walk could be kept
 */
record RecordedWalk(UUID id, UUID tenant, WalkRecorded walk, boolean isOnlyCounted) {
    RecordedWalk(UUID id, UUID tenant, WalkRecorded walk) {
        this(id, tenant, walk, false);
    }

    boolean isOf(UUID customerId) {
        return walk.customerId().equals(customerId);
    }

    boolean isOfParticipant(UUID participantId) {
        return walk.participantId().equals(participantId);
    }

    RecordedWalk counted() {
        return new RecordedWalk(id, tenant, walk, true);
    }
}
